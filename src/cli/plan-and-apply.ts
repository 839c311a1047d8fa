import type { Integration } from '../client/integration.ts'
import type { Run } from '../client/run.ts'
import { countOf } from '../lib/counts.ts'
import { invalid } from '../lib/errors.ts'
import { endRun } from './end-run.ts'
import { type ExitCode, exitOfRun, exits } from './exit-code.ts'
import { followRun } from './follow-run.ts'
import { applyPlan } from './release-plan.ts'
import type { Session } from './session.ts'
import { showPlan } from './show-plan.ts'
import { startRun } from './start-run.ts'
import { nounsOf } from './text/nouns.ts'
import { plainText } from './text/plain-text.ts'

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

/**
 * Makes a plan of an integration, shows it, and applies exactly it if that is wanted. Without a question the
 * brakes judge instead of a person; but the very first plan, which has nothing to go by, is never applied unseen.
 */
export async function planAndApply(
  session: Session,
  { id, name, state }: Pick<Integration, 'id' | 'name' | 'state'>,
  intent: Intent,
): Promise<ExitCode> {
  const isFirst = state === 'draft'
  if (intent === 'apply' && !isFirst) return runAtOnce(session, { id, name })
  const run = await startRun(session, { id, name }, 'plan')
  return lookAndApply(session, { run, title: `The plan for ${plainText(name)}`, intent, isFirst })
}

/** Makes the plan that takes a run back, shows it, and applies exactly it if that is wanted. */
export async function undoAndApply(
  session: Session,
  { id }: Pick<Run, 'id'>,
  intent: Intent,
): Promise<ExitCode> {
  const client = await session.api()
  const run = await client.runs.undo(id)
  return showAndApply(session, { run, title: `The undo of ${id}`, intent })
}

/** Shows the plan of a run that was asked for, and applies exactly it if that is wanted. */
export const showAndApply = (session: Session, wanted: Omit<Wanted, 'isFirst'>): Promise<ExitCode> =>
  lookAndApply(session, { ...wanted, isFirst: false })

interface Wanted {
  /** A run that was asked for as a plan. */
  readonly run: Run
  readonly title: string
  readonly intent: Intent
  /** Whether the integration never ran before: then whoever is there is asked, whatever was typed. */
  readonly isFirst: boolean
}

async function lookAndApply(session: Session, { run, title, intent, isFirst }: Wanted): Promise<ExitCode> {
  const client = await session.api()
  const plan = await followRun(session, client, run)
  if (plan.state !== 'previewed') return endRun(session, plan)
  await showPlan(session, plan, title)
  if (await decide(session, plan, isFirst && intent === 'apply' ? 'ask' : intent))
    return applyPlan(session, plan)
  const why = isFirst && intent === 'apply' ? 'A first plan is applied only by who has seen it. ' : ''
  session.show(
    plan,
    `${why}Nothing has been applied. To apply exactly this plan: muster run apply ${plan.id}`,
  )
  if (intent !== 'apply') return exitOfRun(plan)
  return isFirst ? exits.person : exits.held
}

/** Plans and applies in one go, unless a brake or the integration wants a person to look first. */
async function runAtOnce(
  session: Session,
  { id, name }: Pick<Integration, 'id' | 'name'>,
): Promise<ExitCode> {
  const client = await session.api()
  const run = await followRun(session, client, await startRun(session, { id, name }, 'apply'))
  if (run.plannedAt !== null) await showPlan(session, run, `The plan for ${plainText(name)}`)
  return endRun(session, run)
}

async function decide({ terminal }: Session, run: Run, intent: Intent): Promise<boolean> {
  const { ledger, gone, brakes } = run
  if (intent !== 'ask') return intent === 'apply' && brakes.length === 0
  const touched = ledger.created + ledger.updated + gone
  if (touched === 0 || !terminal.ask) return false
  return terminal.ask.yes(`Apply this plan to ${countOf(touched, ...nounsOf(run))}?`)
}
