import type { PoolClient } from 'pg'
import { lockDirectory } from '../../src/directory/lock.ts'
import type { Run, Story } from './story.ts'

/** Waits for something that is bound to happen. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** The run as it is now. */
export const runOf = async ({ world }: Story, id: string): Promise<Run> =>
  (await world.get<Run>(`/api/runs/${id}`)).body

/** Holds a lock that a run needs to go on; answers how to let go of it. */
async function hold(
  { world }: Story,
  lock: (client: PoolClient) => Promise<unknown>,
): Promise<() => Promise<void>> {
  const client = await world.ctx.db.pool.connect()
  await client.query('begin')
  await lock(client)
  return async () => {
    await client.query('rollback')
    client.release()
  }
}

/** As another apply would. */
export const holdDirectory = (story: Story) => hold(story, lockDirectory)

/** Nobody can make a plan meanwhile. */
export const holdPlans = (story: Story) =>
  hold(story, (client) => client.query('lock table outcome in exclusive mode'))

/** The vendor says nothing at this place of its list, for longer than any test. */
export const stall = (
  { simulator }: Story,
  on: { readonly offset?: number; readonly position?: 'last' | 'end' },
) => simulator.setFaults([{ id: 'F4', variant: 'slow-headers', on, with: { ms: 20_000 } }])
