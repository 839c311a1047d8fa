import { ApiError } from '../client/api-error.ts'
import type { Client } from '../client/client.ts'
import type { Run, RunState } from '../client/run.ts'
import { progressText } from './progress-text.ts'
import type { Session } from './session.ts'

const endStates: ReadonlySet<RunState> = new Set<RunState>([
  'previewed',
  'held',
  'succeeded',
  'succeeded_with_failures',
  'empty',
  'failed',
  'cancelled',
  'superseded',
  'rejected',
  'expired',
])
const pause = 200

/** Watches a run to its end, with its progress on the terminal. Ctrl-C asks it to stop; then it ends as cancelled. */
export async function followRun(session: Session, client: Client, run: Run): Promise<Run> {
  const { terminal, interrupts } = session
  const end = await interrupts.during(watch(session, client, run), () => {
    terminal.err('Stopping the run …')
    void askToCancel(client, run)
  })
  terminal.status('')
  return end
}

async function watch({ terminal, clock }: Session, client: Client, run: Run): Promise<Run> {
  let now = run
  while (!endStates.has(now.state)) {
    terminal.status(progressText(now))
    await clock.sleep(pause)
    now = await client.runs.get(run.id)
  }
  return now
}

/** A run that ended meanwhile needs no stopping, and one that cannot be reached tells so where it is watched. */
async function askToCancel(client: Client, { id }: Run): Promise<void> {
  try {
    await client.runs.cancel(id)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}
