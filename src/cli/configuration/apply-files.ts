import type { ConfigurationApplied } from '../../client/configuration.ts'
import { countOf } from '../../lib/counts.ts'
import { AppError } from '../../lib/errors.ts'
import { type ExitCode, exitOfRun, exits } from '../exit-code.ts'
import { followRun } from '../follow-run.ts'
import type { Session } from '../session.ts'
import { plainText } from '../text/plain-text.ts'
import type { FilesPlan } from './make-plan.ts'
import { planLines } from './plan-lines.ts'

interface Wish {
  readonly prune: boolean
  /** Of the plan that was looked at before. */
  readonly digest: string | undefined
  readonly yes: boolean
}

/**
 * Shows a plan of files and does exactly it, if that is wanted. Whom it changes is released only where somebody looked:
 * at the terminal, or under the digest; the rest waits as plans.
 */
export async function applyFiles(session: Session, made: FilesPlan, wish: Wish): Promise<ExitCode> {
  const { plan, files, impacts } = made
  if (!session.json) session.terminal.out(planLines(made).join('\n'))
  if (plan.steps.length === 0) return end(session, { runs: [] })
  const [need] = plan.needs
  if (need) throw new AppError('conflict', `${need.message}. Enter it first: ${need.command}`)
  const isSeen = await isLookedAt(session, made, wish)
  if (isSeen === undefined) return end(session, undefined)
  const seen = isSeen
    ? impacts.flatMap(({ run: { id, digest } }) => (digest ? { runId: id, digest } : []))
    : []
  const client = await session.api()
  const applied = await client.configuration.apply(
    { ...files, prune: wish.prune },
    { digest: plan.digest, seen },
  )
  return end(session, applied)
}

/** Whether a person looked at the plan; undefined where he does not want it. */
async function isLookedAt(
  { terminal }: Session,
  { plan, digest }: FilesPlan,
  wish: Wish,
): Promise<boolean | undefined> {
  if (wish.digest !== undefined) {
    if (wish.digest === digest) return true
    const text = `The plan is another than the one with the digest ${plainText(wish.digest)}: look at it as it is now, then apply that one`
    throw new AppError('run.stale', text)
  }
  if (wish.yes) return false
  const isWanted = await terminal.ask?.yes(`Do exactly this, ${countOf(plan.steps.length, 'change')}?`)
  return isWanted ? true : undefined
}

async function end(session: Session, applied: ConfigurationApplied | undefined): Promise<ExitCode> {
  if (!applied) {
    session.show({ applied: false }, 'Nothing was changed')
    return exits.done
  }
  const client = await session.api()
  const lines: string[] = ['Done: everything is as the files say']
  let exit: ExitCode = exits.done
  for (const { integration, runId, released } of applied.runs) {
    const run = released ? await followRun(session, client, await client.runs.get(runId)) : undefined
    if (run?.state.startsWith('succeeded')) {
      lines.push(`${plainText(integration)}: the change has taken effect`)
      continue
    }
    lines.push(`${plainText(integration)}: the change waits for somebody to look: muster run show ${runId}`)
    exit = run?.state === 'failed' ? exitOfRun(run) : exits.person
  }
  session.show({ applied: true, ...applied }, lines.join('\n'))
  return exit
}
