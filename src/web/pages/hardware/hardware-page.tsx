import { Button } from '@mantine/core'
import { IconDevices } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { BulkActs } from '../../parts/bulk/bulk-acts.tsx'
import { fieldsOf } from '../../parts/data/fields.ts'
import { ArchivedSwitch } from '../../parts/list/archived-switch.tsx'
import { List } from '../../parts/list/list.tsx'
import { useMay } from '../../parts/session.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { deviceList } from './device-list.tsx'

/** All hardware in the directory. */
export function HardwarePage() {
  const may = useMay()
  const fields = useQuery(fieldsOf('device'))
  // Its plan is a run.
  const mayEditMany = may('devices:write') && may('runs:read')
  const spec = useMemo(() => deviceList(fields.data ?? []), [fields.data])
  return (
    <Page title="Hardware" lead="Every device that an integration loaded, and whose it is.">
      <Loaded query={fields} lines={10}>
        {() => (
          <List
            spec={spec}
            acts={mayEditMany ? (picked) => <BulkActs object="device" {...picked} /> : undefined}
            scope={(words, say) => <ArchivedSwitch label="What is shown" words={words} say={say} />}
            empty={<NothingYet />}
          />
        )}
      </Loaded>
    </Page>
  )
}

function NothingYet() {
  const may = useMay()
  return (
    <Empty
      icon={<IconDevices size={32} stroke={1.5} />}
      title="No hardware yet"
      action={
        may('integrations:write') && (
          <Button component={Link} to="/integrations">
            To the integrations
          </Button>
        )
      }
    >
      Devices come from asset integrations: connect one such as Fleet, look at the plan, launch it.
    </Empty>
  )
}
