import type { Client } from '../client/client.ts'
import type { Integration } from '../client/integration.ts'
import type { Run } from '../client/run.ts'
import { AppError, invalid } from '../lib/errors.ts'
import { type ExitCode, exitOfRun, exits } from './exit-code.ts'
import { followRun } from './follow-run.ts'
import { readSamples } from './samples.ts'
import type { Session } from './session.ts'
import { startRun } from './start-run.ts'
import { changeText } from './text/change-text.ts'
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

/**
 * Makes a plan of an integration, shows it, and applies exactly it if that is wanted. Without a question the
 * brakes judge instead of a person; the very first plan, which has nothing to go by, is applied unless it trips one.
 */
export async function planAndApply(
  session: Session,
  { id, name, state }: Pick<Integration, 'id' | 'name' | 'state'>,
  intent: Intent,
): Promise<ExitCode> {
  if (intent === 'apply' && state !== 'draft') return runAtOnce(session, { id, name })
  const run = await startRun(session, { id, name }, 'plan')
  return lookAndApply(session, { run, title: `The plan for ${plainText(name)}`, intent })
}

/** Makes the plan that takes a run back, shows it, and applies exactly it if that is wanted. */
export async function undoAndApply(
  session: Session,
  { id }: Pick<Run, 'id'>,
  intent: Intent,
): Promise<ExitCode> {
  const client = await session.api()
  const run = await client.runs.undo(id)
  return lookAndApply(session, { run, title: `The undo of ${id}`, intent })
}

interface Wanted {
  /** A run that was asked for as a plan. */
  readonly run: Run
  readonly title: string
  readonly intent: Intent
}

async function lookAndApply(session: Session, { run, title, intent }: Wanted): Promise<ExitCode> {
  const client = await session.api()
  const plan = await followRun(session, client, run)
  if (plan.state !== 'previewed') return end(session, plan)
  await showPlan(session, client, { plan, title })
  if (await decide(session, plan, intent)) return applyPlan(session, plan)
  session.show(plan, `Nothing has been applied. To apply exactly this plan: muster run apply ${plan.id}`)
  return intent === 'apply' ? exits.held : exitOfRun(plan)
}

/** Plans and applies in one go, unless a brake or the integration wants a person to look first. */
async function runAtOnce(
  session: Session,
  { id, name }: Pick<Integration, 'id' | 'name'>,
): Promise<ExitCode> {
  const client = await session.api()
  const run = await followRun(session, client, await startRun(session, { id, name }, 'apply'))
  if (run.plannedAt !== null)
    await showPlan(session, client, { plan: run, title: `The plan for ${plainText(name)}` })
  return end(session, run)
}

/**
 * Shows what a changed configuration would do, and has it take effect if that is wanted. Nothing when it has; otherwise
 * how the command ends, for nothing runs under a change that was not wanted.
 */
export async function settleChange(
  session: Session,
  { name, proposal }: Pick<Integration, 'name' | 'proposal'>,
  intent: Intent,
): Promise<ExitCode | undefined> {
  if (!proposal) return undefined
  const client = await session.api()
  const plan = await followRun(session, client, await client.runs.get(proposal.runId))
  if (plan.state !== 'previewed') return end(session, plan)
  const title = `What ${changeText(proposal)} of ${plainText(name)} would do, by what the vendor said last`
  await showPlan(session, client, { plan, title })
  if (!(await wantsChange(session, plan, intent))) {
    session.show(plan, `The change has not taken effect. To have exactly this: muster run apply ${plan.id}`)
    return intent === 'apply' ? exits.held : exitOfRun(plan)
  }
  const run = await release(session, plan)
  if (!run.state.startsWith('succeeded')) return end(session, run)
  if (!session.json) session.terminal.out(`The change has taken effect\n`)
  return undefined
}

async function wantsChange({ terminal }: Session, { ledger, brakes }: Run, intent: Intent): Promise<boolean> {
  if (intent !== 'ask') return intent === 'apply' && brakes.length === 0
  const touched = countOf(ledger.created + ledger.updated, 'person', 'people')
  return terminal.ask ? terminal.ask.yes(`Have it take effect, for ${touched}?`) : false
}

/** Applies a plan that waits, and reports. A plan that the directory outran is not applied but made anew. */
export async function applyPlan(session: Session, plan: Pick<Run, 'id' | 'digest'>): Promise<ExitCode> {
  return end(session, await release(session, plan))
}

async function release(session: Session, { id, digest }: Pick<Run, 'id' | 'digest'>): Promise<Run> {
  const client = await session.api()
  return applied(await followRun(session, client, await client.runs.apply(id, digest ?? '')))
}

/** Applies exactly the plan that a run waits with, whatever brakes it trips, and reports. */
export async function releasePlan(session: Session, id: string): Promise<ExitCode> {
  const client = await session.api()
  const { digest } = await client.runs.get(id)
  const run = await followRun(session, client, await client.runs.release(id, digest ?? ''))
  return end(session, applied(run))
}

/** A released run that was applied. Throws `run.stale` when it waits for another look instead. */
function applied(run: Run): Run {
  if (run.state === 'previewed' || run.state === 'held')
    throw new AppError(
      'run.stale',
      `The directory moved since the plan was made, so nothing was applied. Look at the plan as it is now: muster run show ${run.id}`,
    )
  return run
}

async function showPlan(
  session: Session,
  client: Client,
  { plan, title }: { readonly plan: Run; readonly title: string },
): Promise<void> {
  if (session.json) return
  const { terminal } = session
  terminal.out(heading(terminal, title))
  terminal.out(`${planText(plan, await readSamples(client, plan))}\n`)
}

async function decide(
  { terminal }: Session,
  { ledger, gone, brakes }: Run,
  intent: Intent,
): Promise<boolean> {
  if (intent !== 'ask') return intent === 'apply' && brakes.length === 0
  const touched = ledger.created + ledger.updated + gone
  if (touched === 0 || !terminal.ask) return false
  return terminal.ask.yes(`Apply this plan to ${countOf(touched, 'person', 'people')}?`)
}

function end(session: Session, run: Run): ExitCode {
  session.show(run, [reportText(run), ...nextSteps(run)].join('\n'))
  return exitOfRun(run)
}

function nextSteps({ state, id }: Run): string[] {
  if (state === 'previewed') return [`To apply exactly this plan: muster run apply ${id}`]
  if (state !== 'held') return []
  return [`To apply exactly this plan: muster run release ${id}`, `To throw it away: muster run reject ${id}`]
}
