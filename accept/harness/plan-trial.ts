import type { Pool } from 'pg'
import { bareId } from '../../src/lib/ids.ts'
import { settled } from './customer.ts'
import type { Product } from './product.ts'

/** Two plans that wait for a person. */
export interface Plans {
  /** Has waited a half day less than it may. */
  readonly young: string
  /** A half day more. */
  readonly old: string
}

/** Makes plans of two integrations, and has them have waited for days. */
export async function makePlans(
  pool: Pool,
  { client }: Product,
  asked: readonly [string, string],
): Promise<Plans> {
  const make = async (integrationId: string, waited: string) => {
    const { id } = await settled(client, (await client.integrations.run(integrationId, 'plan')).id)
    await pool.query('update run set finished_at = muster_now() - $2::interval where id = $1', [
      bareId('run', id),
      waited,
    ])
    return id
  }
  return { young: await make(asked[0], '6 days 12 hours'), old: await make(asked[1], '7 days 12 hours') }
}

/** What is wrong about them once somebody has looked for plans that waited too long. */
export async function judgePlans({ client }: Product, { young, old }: Plans): Promise<readonly string[]> {
  const states = { young: (await client.runs.get(young)).state, old: (await client.runs.get(old)).state }
  return [
    ...(states.young === 'previewed' ? [] : [`a plan of six days is ${states.young}`]),
    ...(states.old === 'expired' ? [] : [`a plan of eight days is ${states.old}`]),
  ]
}
