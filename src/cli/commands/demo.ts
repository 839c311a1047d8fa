import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { countOf } from '../../lib/counts.ts'
import { newCode } from '../../vault/bearer.ts'
import { defineCommand } from '../command.ts'
import { chapters as openChapters } from '../demo/chapters.ts'
import { tellHardware } from '../demo/hardware.ts'
import { tellHeld } from '../demo/held.ts'
import { demoSecrets, tellStory } from '../demo/story.ts'
import { tellUndo } from '../demo/undo.ts'
import { startFleet, startVendor } from '../demo/vendor.ts'
import { type SignIn, visitText } from '../demo/words.ts'
import type { Served, Session } from '../session.ts'
import { durationText } from '../text/duration.ts'
import { flag, port } from './input.ts'

const users = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(1_000_000, 'must be at most 1,000,000')
  .default(2000)

/** `muster demo`: the whole product against a vendor that is none, asking nothing. */
export const demoCommand = defineCommand({
  usage: 'demo',
  summary:
    'Load a simulated Planhat, load it again, change it, load what changed, hold what is unusual, ' +
    'take a load back, and load the hardware of a simulated Fleet; ' +
    'then keep serving. ' +
    'Everything is in a temporary folder that is removed at the end.',
  options: {
    '--port <port>': 'answer on this TCP port; a free one by default',
    '--users <n>': 'so many users; 2,000 by default',
    '--once': 'end after the last report',
  },
  input: z.object({ users, once: flag, port: port.default(0) }),
  run: async (session, wanted) => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-demo-'))
    session.afterwards(() => rm(folder, { recursive: true, force: true }))
    await play(session, folder, wanted)
    return undefined
  },
})

interface Wanted {
  readonly users: number
  readonly once?: boolean | undefined
  readonly port: number
}

async function play(session: Session, folder: string, { users: count, once, port }: Wanted): Promise<void> {
  const { token, rootKey } = demoSecrets()
  const chapters = openChapters(session)
  chapters.begin('A directory and a vendor')
  const vendor = await openVendor(session, () => startVendor(count, token))
  const fleet = await openVendor(session, () => startFleet(count, token, session.clock.now()))
  const start = session.clock.now()
  // Neither the customer's database nor his key: the demo stands alone.
  const served = await session.serve({
    dataFolder: folder,
    allow: [vendor.origin, fleet.origin],
    tcp: { port, host: '127.0.0.1', insecure: false },
    env: { MUSTER_ROOT_KEY: rootKey },
  })
  chapters.say(
    `  PostgreSQL is ready after ${durationText(session.clock.now() - start)}; nobody is in the directory.`,
  )
  chapters.say(`  A simulated Planhat with ${countOf(count, 'user')} answers at ${vendor.origin}.`)
  const cast = { session, client: served.client, vendor, token, chapters }
  const runs = await tellStory(cast)
  const last = runs.slice(-1)
  const held = await Promise.all(last.map((run) => tellHeld(cast, run)))
  const undone = await tellUndo(cast, runs.at(-1))
  const hardware = await tellHardware({ ...cast, vendor: fleet })
  if (session.json) session.show({ runs: [...runs, ...held, ...undone, ...hardware] }, '')
  if (once || session.json) return
  chapters.begin('Your turn', 'Web app and API go on serving.')
  chapters.say(visitText({ dataFolder: folder, ...served, ...(await signInOf(served)) }))
  await Promise.race([session.interrupts.next(), served.lost])
}

/** An administrator for whoever watches, and the link that signs in as that one, once. */
async function signInOf({ client, setupCode = '' }: Pick<Served, 'client' | 'setupCode'>): Promise<SignIn> {
  const password = newCode(4)
  const visitor = { name: 'You', email: 'you@example.com', password }
  const { account } = await client.setup.finish({ code: setupCode, ...visitor })
  const { link } = await client.accounts.link(account.id)
  return { link, password }
}

async function openVendor<V extends { close(): Promise<void> }>(
  session: Session,
  start: () => Promise<V>,
): Promise<V> {
  let starting: Promise<V> | undefined
  session.afterwards(async () => starting?.then((vendor) => vendor.close()))
  starting = start()
  return starting
}
