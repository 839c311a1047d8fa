import { ApiError } from '../../src/client/api-error.ts'
import type { Client } from '../../src/client/client.ts'
import type { NewIntegration } from '../../src/client/integration.ts'
import type { Run } from '../../src/client/run.ts'
import { usualMapping } from '../../test/runs/story.ts'

/** States in which nothing happens to a run any more unless a person does something. */
const resting: ReadonlySet<string> = new Set([
  'succeeded',
  'succeeded_with_failures',
  'empty',
  'failed',
  'cancelled',
  'previewed',
  'held',
  'rejected',
  'superseded',
  'expired',
])

// Whatever the driver complains of is a database that is away: our own questions are right.
const isAway = (error: unknown) => !(error instanceof ApiError) || error.code === 'database.down'

/** Asks again while the database is away, as a customer would who reads the answer. */
export async function patiently<T>(ask: () => Promise<T>, patience = 60_000): Promise<T> {
  const deadline = Date.now() + patience
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!isAway(error) || Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Waits until a run rests, or so long. */
export async function settled(client: Client, id: string, patience = 90_000): Promise<Run> {
  const deadline = Date.now() + patience
  for (;;) {
    const run = await patiently(() => client.runs.get(id))
    if (resting.has(run.state) || Date.now() > deadline) return run
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** Keeps a credential of a simulated vendor and makes an integration of its users, mapped in the usual way. */
export async function addIntegration(client: Client, origin: string, name = 'Planhat'): Promise<string> {
  const settings = { apiToken: 'sim-token', baseUrl: origin }
  const credential = await client.credentials.create({ connector: 'planhat', name, settings })
  const wanted: NewIntegration = {
    connector: 'planhat',
    load: 'users',
    selection: 'user_and_saas_user',
    preference: 'create_update',
    mapping: usualMapping,
    name,
    credentialId: credential.id,
  }
  return (await client.integrations.create(wanted)).id
}

/** Launches an integration as a person does: plan, look, apply. */
export async function launch(client: Client, integrationId: string): Promise<void> {
  const plan = await settled(client, (await client.integrations.run(integrationId, 'plan')).id)
  await client.runs.apply(plan.id, plan.digest ?? '')
  const run = await settled(client, plan.id)
  if (!run.state.startsWith('succeeded'))
    throw new Error(`the first run ended as ${run.state}: ${run.fault?.message}`)
}
