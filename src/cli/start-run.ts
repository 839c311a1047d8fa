import { ApiError } from '../client/api-error.ts'
import type { Client } from '../client/client.ts'
import type { Integration } from '../client/integration.ts'
import type { Run } from '../client/run.ts'
import { followRun } from './follow-run.ts'
import type { Session } from './session.ts'
import { plainText } from './text/plain-text.ts'

/**
 * Asks for a run. Where no server runs, a run that is under way was left by a command that was ended in the middle:
 * it is brought to its end first, or no command would ever stay long enough to finish it.
 */
export async function startRun(
  session: Session,
  { id, name }: Pick<Integration, 'id' | 'name'>,
  mode: Run['mode'],
): Promise<Run> {
  const client = await session.api()
  try {
    return await client.integrations.run(id, mode)
  } catch (error) {
    const left = await leftBehind(session, client, { id, error })
    if (!left) throw error
    session.terminal.err(`A run of ${plainText(name)} was interrupted; it is finished first: ${left.id}`)
    await followRun(session, client, left)
    return client.integrations.run(id, mode)
  }
}

async function leftBehind(
  session: Session,
  client: Client,
  { id, error }: { readonly id: string; readonly error: unknown },
): Promise<Run | undefined> {
  if (!(error instanceof ApiError && error.code === 'run.active') || !(await session.isAlone()))
    return undefined
  const { items } = await client.runs.list({ integrationId: id, limit: 1 })
  return items[0]
}
