import type { Run } from '../client/run.ts'
import { AppError } from '../lib/errors.ts'
import { endRun } from './end-run.ts'
import type { ExitCode } from './exit-code.ts'
import { followRun } from './follow-run.ts'
import type { Session } from './session.ts'

type Plan = Pick<Run, 'id' | 'digest'>

/** Applies a plan that waits, and reports. A plan that the directory outran is not applied but made anew. */
export async function applyPlan(session: Session, plan: Plan): Promise<ExitCode> {
  return endRun(session, await appliedPlan(session, plan))
}

/** Applies a plan that waits, and gives the run as it ended. Throws `run.stale` when it waits for another look instead. */
export async function appliedPlan(session: Session, { id, digest }: Plan): Promise<Run> {
  const client = await session.api()
  return applied(await followRun(session, client, await client.runs.apply(id, digest ?? '')))
}

/** Applies exactly the plan that a run waits with, whatever brakes it trips, and reports. */
export async function releasePlan(session: Session, id: string): Promise<ExitCode> {
  const client = await session.api()
  const { digest } = await client.runs.get(id)
  const run = await followRun(session, client, await client.runs.release(id, digest ?? ''))
  return endRun(session, applied(run))
}

function applied(run: Run): Run {
  if (run.state === 'previewed' || run.state === 'held')
    throw new AppError(
      'run.stale',
      `The directory moved since the plan was made, so nothing was applied. Look at the plan as it is now: muster run show ${run.id}`,
    )
  return run
}
