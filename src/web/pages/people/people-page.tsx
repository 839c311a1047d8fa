import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { BulkActs } from '../../parts/bulk/bulk-acts.tsx'
import { fieldsQuery } from '../../parts/data/fields.ts'
import { ArchivedSwitch } from '../../parts/list/archived-switch.tsx'
import { List } from '../../parts/list/list.tsx'
import { useMay, useSeesAll } from '../../parts/session.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { peopleList } from './people-list.tsx'

/** Everybody in the directory. */
export function PeoplePage() {
  const may = useMay()
  const seesAll = useSeesAll()
  const fields = useQuery({ ...fieldsQuery, enabled: may('fields:read') })
  const spec = useMemo(() => peopleList(fields.data ?? []), [fields.data])
  // Its plan is a run.
  const mayEditMany = may('people:write') && may('runs:read')
  const list = (
    <List
      spec={spec}
      scope={(words, say) => <ArchivedSwitch label="Who is shown" words={words} say={say} />}
      acts={mayEditMany ? (picked) => <BulkActs object="person" {...picked} /> : undefined}
      empty={<NobodyYet />}
    />
  )
  return (
    <Page
      title="People"
      lead="Everybody that an integration loaded, one line a person."
      actions={
        may('people:write') &&
        seesAll && (
          <Button component={Link} to="/duplicates" variant="default" size="xs">
            Possible duplicates
          </Button>
        )
      }
    >
      {may('fields:read') ? (
        <Loaded query={fields} lines={10}>
          {() => list}
        </Loaded>
      ) : (
        list
      )}
    </Page>
  )
}

function NobodyYet() {
  const may = useMay()
  return (
    <Empty
      icon={<IconUsers size={32} stroke={1.5} />}
      title="Nobody is here yet"
      action={
        may('integrations:write') && (
          <Button component={Link} to="/integrations">
            To the integrations
          </Button>
        )
      }
    >
      People come from integrations: connect a vendor, look at the plan, launch it.
    </Empty>
  )
}
