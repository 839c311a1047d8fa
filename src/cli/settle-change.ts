import type { Integration } from '../client/integration.ts'
import type { Run } from '../client/run.ts'
import { countOf } from '../lib/counts.ts'
import { endRun } from './end-run.ts'
import { type ExitCode, exitOfRun, exits } from './exit-code.ts'
import { followRun } from './follow-run.ts'
import type { Intent } from './plan-and-apply.ts'
import { appliedPlan } from './release-plan.ts'
import type { Session } from './session.ts'
import { showPlan } from './show-plan.ts'
import { changeText } from './text/change-text.ts'
import { plainText } from './text/plain-text.ts'

type Proposed = Pick<Integration, 'name'> & { readonly proposal: NonNullable<Integration['proposal']> }

/** Shows what a change of configuration that waits would do, and has it take effect if that is wanted. */
export async function settleChange(
  session: Session,
  { name, proposal }: Proposed,
  intent: Intent,
): Promise<ExitCode> {
  const client = await session.api()
  const plan = await followRun(session, client, await client.runs.get(proposal.runId))
  if (plan.state !== 'previewed') return endRun(session, plan)
  const title = `What ${changeText(proposal)} of ${plainText(name)} would do, by what the vendor said last`
  await showPlan(session, plan, title)
  if (!(await isWanted(session, plan, intent))) {
    session.show(plan, waitsText(plan))
    return intent === 'apply' ? exits.held : exitOfRun(plan)
  }
  const run = await appliedPlan(session, plan)
  if (!run.state.startsWith('succeeded')) return endRun(session, run)
  session.show(run, 'The change has taken effect')
  return exitOfRun(run)
}

const waitsText = ({ id }: Run): string =>
  [
    'The change has not taken effect; it waits.',
    `To have exactly this: muster run apply ${id}`,
    `To throw it away: muster run reject ${id}`,
  ].join('\n')

async function isWanted({ terminal }: Session, { ledger, brakes }: Run, intent: Intent): Promise<boolean> {
  if (intent !== 'ask') return intent === 'apply' && brakes.length === 0
  const touched = countOf(ledger.created + ledger.updated, 'person', 'people')
  return terminal.ask ? terminal.ask.yes(`Have it take effect, for ${touched}?`) : false
}
