import { Button, Group } from '@mantine/core'
import { IconApps } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { ArchivedSwitch } from '../../parts/list/archived-switch.tsx'
import { List } from '../../parts/list/list.tsx'
import { useMay } from '../../parts/session.ts'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { ApplicationActs } from './application-acts.tsx'
import { applicationList } from './application-list.ts'
import { Costs } from './costs.tsx'

/** The applications that people use. */
export function SaasPage() {
  const may = useMay()
  // Its plan is a run.
  const mayEditMany = may('saas-applications:write') && may('runs:read')
  return (
    <Page
      title="SaaS"
      lead="The applications your people use, and what is paid for without being used. Somebody’s account at one is a SaaS user."
    >
      <List
        spec={applicationList}
        acts={mayEditMany ? (picked) => <ApplicationActs {...picked} /> : undefined}
        scope={(words, say) => (
          <Group gap="md">
            <ArchivedSwitch label="What is shown" words={words} say={say} />
            <Costs words={words} />
          </Group>
        )}
        empty={<NoneYet />}
      />
    </Page>
  )
}

function NoneYet() {
  return (
    <Empty
      icon={<IconApps size={32} stroke={1.5} />}
      title="No application is known yet"
      action={
        <Button component={Link} to="/integrations" variant="default">
          To the integrations
        </Button>
      }
    >
      An integration that loads users plus SaaS users brings its application along.
    </Empty>
  )
}
