import type { Client } from '../client/client.ts'
import type { Integration } from '../client/integration.ts'
import type { Run } from '../client/run.ts'
import { AppError, invalid } from '../lib/errors.ts'
import { type ExitCode, exitOfRun } from './exit-code.ts'
import { followRun } from './follow-run.ts'
import { readSamples } from './samples.ts'
import type { Session } from './session.ts'
import { heading } from './text/heading.ts'
import { countOf } from './text/numbers.ts'
import { plainText } from './text/plain-text.ts'
import { planText } from './text/plan-text.ts'
import { reportText } from './text/report-text.ts'

/** How far to go: look only, apply without asking, or let the person at the terminal decide. */
export type Intent = 'plan' | 'apply' | 'ask'

/** The intent of the flags of a command. Throws `input.invalid` for flags that contradict each other. */
export function intentOf(flags: {
  readonly plan?: boolean | undefined
  readonly apply?: boolean | undefined
  readonly yes?: boolean | undefined
}): Intent {
  const apply = flags.apply || flags.yes
  if (flags.plan && apply)
    throw invalid([{ field: '--plan', message: 'looks only; leave out --apply and --yes' }])
  if (flags.plan) return 'plan'
  return apply ? 'apply' : 'ask'
}

/** Makes a plan of an integration, shows it, and applies exactly it if that is wanted. */
export async function planAndApply(
  session: Session,
  { id, name }: Pick<Integration, 'id' | 'name'>,
  intent: Intent,
): Promise<ExitCode> {
  const client = await session.api()
  const plan = await followRun(session, client, await client.integrations.run(id, 'plan'))
  if (plan.state !== 'previewed') return end(session, plan)
  await showPlan(session, client, { plan, name })
  if (await decide(session, plan, intent)) return applyPlan(session, plan)
  session.show(plan, `Nothing has been applied. To apply exactly this plan: muster run apply ${plan.id}`)
  return exitOfRun(plan)
}

/** Applies a plan that waits, and reports. A plan that the directory outran is not applied but made anew. */
export async function applyPlan(session: Session, plan: Pick<Run, 'id'>): Promise<ExitCode> {
  const client = await session.api()
  const run = await followRun(session, client, await client.runs.apply(plan.id))
  if (run.state === 'previewed')
    throw new AppError(
      'run.stale',
      `The directory moved since the plan was made, so nothing was applied. Look at the plan as it is now: muster run show ${run.id}`,
    )
  return end(session, run)
}

async function showPlan(
  session: Session,
  client: Client,
  { plan, name }: { readonly plan: Run; readonly name: string },
): Promise<void> {
  if (session.json) return
  const { terminal } = session
  terminal.out(heading(terminal, `The plan for ${plainText(name)}`))
  terminal.out(`${planText(plan, await readSamples(client, plan))}\n`)
}

async function decide({ terminal }: Session, { ledger }: Run, intent: Intent): Promise<boolean> {
  if (intent !== 'ask') return intent === 'apply'
  const touched = ledger.created + ledger.updated
  if (touched === 0 || !terminal.ask) return false
  return terminal.ask.yes(`Apply this plan to ${countOf(touched, 'person', 'people')}?`)
}

function end(session: Session, run: Run): ExitCode {
  session.show(run, reportText(run))
  return exitOfRun(run)
}
