import { useParams } from '@tanstack/react-router'
import type { Run } from '../../../client/run.ts'
import { RunLinks } from '../../parts/run-links.tsx'
import { RunState } from '../../parts/run-state.tsx'
import { isUnderWay, isWaiting, runTitle } from '../../parts/run-words.ts'
import { Settled } from '../../parts/settled.tsx'
import { Way } from '../../parts/way.tsx'
import { Back } from '../../ui/back.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Note } from '../../ui/note.tsx'
import { Page } from '../../ui/page.tsx'
import { When } from '../../ui/when.tsx'
import { Brakes } from './brakes.tsx'
import { Decision } from './decision.tsx'
import { Ledger } from './ledger.tsx'
import { Outcomes } from './outcomes.tsx'
import { Progress } from './progress.tsx'
import { RunActions } from './run-actions.tsx'
import { RunFacts } from './run-facts.tsx'
import { useFollowedRun } from './use-followed-run.ts'
import { useLeadOn } from './use-lead-on.ts'

/** One run: how far it is, what its plan says, and what can be decided about it. */
export function RunPage() {
  const { id } = useParams({ from: '/inside/runs/$id' })
  const query = useFollowedRun(id)
  const lead = useLeadOn(query.data)
  return (
    <Loaded query={query} lines={10}>
      {(run) => (
        <Page
          title={runTitle(run)}
          back={<Back to="/runs">Runs</Back>}
          marks={<RunState state={run.state} />}
          lead={<Lead run={run} />}
          actions={<RunActions run={run} />}
        >
          <Settled>
            {run.fault && isFaultTold(run) && (
              <Note
                tone={run.state === 'failed' ? 'bad' : 'warning'}
                title={run.state === 'failed' ? 'Nothing was changed' : 'Look at this'}
              >
                <RunLinks text={run.fault.message} />
              </Note>
            )}
            {isUnderWay(run.state) && <Progress run={run} />}
            {isWaiting(run.state) && <Decision run={run} onApply={lead} />}
            <Brakes run={run} />
            <Ledger run={run} />
            <Outcomes run={run} />
            <RunFacts run={run} />
          </Settled>
        </Page>
      )}
    </Loaded>
  )
}

/** What holds a run stands with its brakes, where it is decided. */
const isFaultTold = ({ state, brakes }: Run): boolean =>
  state === 'failed' || state === 'previewed' || (state === 'held' && brakes.length === 0)

function Lead({ run }: { readonly run: Run }) {
  return (
    <>
      <When at={run.queuedAt} /> by {run.actor}
      {run.integrationId !== null && (
        <>
          ,{' '}
          <Way to={`/integrations/${run.integrationId}`} needs="integrations:read" isWithin>
            {run.integrationName}
          </Way>
        </>
      )}
    </>
  )
}
