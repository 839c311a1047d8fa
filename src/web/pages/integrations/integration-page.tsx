import { Anchor, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Integration } from '../../../client/integration.ts'
import type { Connector } from '../../../client/types.ts'
import { connectorsQuery, integrationQuery } from '../../parts/data/integrations.ts'
import { IntegrationState } from '../../parts/integration-state.tsx'
import { RunLinks } from '../../parts/run-links.tsx'
import { Back } from '../../ui/back.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Note } from '../../ui/note.tsx'
import { Page } from '../../ui/page.tsx'
import { Loading } from '../../ui/states.tsx'
import { When } from '../../ui/when.tsx'
import { ConditionsSection } from './conditions-section.tsx'
import { CredentialSection } from './credential-section.tsx'
import { DetailsSection } from './details/details-section.tsx'
import { IntegrationActions } from './integration-actions.tsx'
import { LastRuns } from './last-runs.tsx'
import { LaunchBar } from './launch-bar.tsx'
import { MappingSection } from './mapping/mapping-section.tsx'
import { ScheduleSection } from './schedule-section.tsx'
import { useEdit } from './use-edit.ts'

/** One integration, from its details to its launch. */
export function IntegrationPage() {
  const { id } = useParams({ from: '/inside/integrations/$id' })
  const query = useQuery({ ...integrationQuery(id), refetchInterval: 10_000 })
  const connectors = useQuery(connectorsQuery)
  // What hangs on the connector stands above the rest, and would move it.
  if (connectors.isLoading) return <Loading lines={12} />
  return (
    <Loaded query={query} lines={12}>
      {(integration) => (
        <Whole key={integration.id} integration={integration} connectors={connectors.data ?? []} />
      )}
    </Loaded>
  )
}

interface WholeProps {
  readonly integration: Integration
  readonly connectors: readonly Connector[]
}

function Whole({ integration, connectors }: WholeProps) {
  const connector = connectors.find(({ id }) => id === integration.connector)
  const load = connector?.loads.find(({ key }) => key === integration.load)
  const mapping = useEdit(integration, { mapping: integration.mapping }, (draft) => draft)
  return (
    <Page
      title={integration.name}
      back={<Back to="/integrations">Integrations</Back>}
      marks={<IntegrationState of={integration} />}
      lead={load && load.label !== integration.name ? load.label : undefined}
      actions={<IntegrationActions integration={integration} />}
    >
      <Stack gap="md">
        <Waiting integration={integration} />
        <LaunchBar integration={integration} draft={mapping.draft.mapping} />
        {load && <DetailsSection integration={integration} load={load} />}
        <CredentialSection integration={integration} />
        <ScheduleSection integration={integration} />
        {connector && load && (
          <MappingSection integration={integration} connector={connector} load={load} edit={mapping} />
        )}
        {load && <ConditionsSection integration={integration} load={load} />}
        {integration.launchedAt && <LastRuns id={integration.id} />}
      </Stack>
    </Page>
  )
}

/** What about it waits, or does not go on by itself. */
function Waiting({
  integration: { proposal, pausedBecause, state, failures, failingSince },
}: {
  readonly integration: Integration
}) {
  return (
    <>
      {proposal && (
        <Note tone="warning" title="A change waits to be looked at">
          {proposal.by} changed {proposal.changes.map((key) => changeWords[key] ?? key).join(', ')},{' '}
          <When at={proposal.at} />. It takes effect when{' '}
          <Anchor component={Link} to={`/runs/${proposal.runId}`} inherit underline="always">
            its plan
          </Anchor>{' '}
          is applied.
        </Note>
      )}
      {state === 'paused' && (
        <Note tone="warning" title="Paused">
          <RunLinks text={pausedBecause ?? 'It does not run by itself until it is resumed.'} />
        </Note>
      )}
      {failures > 0 && failingSince && (
        <Note tone="bad" title="It fails">
          {failures} scheduled {failures === 1 ? 'run' : 'runs'} failed since <When at={failingSince} />.
        </Note>
      )}
    </>
  )
}

const changeWords: Readonly<Record<string, string>> = {
  credentialId: 'the credential',
  mapping: 'the mapping',
  conditions: 'the conditions',
  selection: 'what is loaded',
  preference: 'who is created or updated',
  instance: 'the instance',
}
