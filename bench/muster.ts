import type { Pool } from 'pg'
import planhat from '../connectors/planhat.ts'
import { openDoor } from '../src/connect/door/door.ts'
import { openSettings } from '../src/connect/settings.ts'
import { inTransaction } from '../src/db/transaction.ts'
import { createField, readFields } from '../src/directory/catalogue.ts'
import { systemClock } from '../src/lib/clock.ts'
import { limitsOf } from '../src/sync/brakes/limits.ts'
import { execute } from '../src/sync/execute.ts'
import { takeRun } from '../src/sync/lease.ts'
import type { Mapping } from '../src/sync/mapping/configuration.ts'
import { proposeMapping } from '../src/sync/mapping/smart-mapping.ts'
import { fingerprint, planningOf, type Recipe } from '../src/sync/recipe.ts'

import { token } from './vendor.ts'

/** One run of ours: how long, and where the time went. */
export interface Measured {
  readonly seconds: number
  /** Milliseconds by stage. */
  readonly stages: Readonly<Record<string, number>>
}

const integrationId = '01900000-0000-7000-8000-000000000001'

/** Loads the whole list with everything Muster does: plan, history, SaaS users, raw records kept. */
export async function runMuster(
  pool: Pool,
  { origin, page }: { origin: string; page: number },
): Promise<Measured> {
  const recipe = await recipeOf(pool, page)
  const { rows } = await pool.query<{ id: string }>(
    `insert into run (integration_id, mode, actor, revision) values ($1, 'apply', 'bench', 1) returning id`,
    [integrationId],
  )
  const id = rows[0]?.id ?? ''
  const door = openDoor({ allow: [origin] })
  const settings = openSettings(planhat, { apiToken: token, baseUrl: origin })
  const line = {
    connector: planhat,
    settings,
    door,
    clock: systemClock,
    throttle: { take: async () => undefined },
  }
  const start = performance.now()
  const error = await execute({
    pool,
    lease: await takeRun(pool, id),
    clock: systemClock,
    prepare: async () => ({
      planning: planningOf(recipe),
      recipe,
      kind: 'load',
      openLine: async () => line,
      onApplied: async () => undefined,
      onFinished: async () => undefined,
    }),
  })
  const seconds = (performance.now() - start) / 1000
  await door.close()
  const run = await pool.query('select state, fault, timings from run where id = $1', [id])
  const { state, fault, timings } = run.rows[0]
  if (error || !String(state).startsWith('succeeded'))
    throw new Error(`The run ended as ${state}: ${JSON.stringify(fault)} ${error}`)
  return { seconds, stages: timings }
}

async function recipeOf(pool: Pool, page: number): Promise<Recipe> {
  const load = { ...planhat.loads.users, paging: { ...planhat.loads.users.paging, size: page } }
  const existing = await readFields(pool)
  if (!existing.some((field) => field.key === 'planhat_user_id'))
    await inTransaction(pool, (client) =>
      createField(client, { label: 'Planhat User ID', type: 'text', unique: true }),
    )
  const fields = await readFields(pool)
  const proposed = proposeMapping(load, fields, { entries: [], syncKeys: [] })
  const mapping: Mapping = {
    entries: [
      ...proposed.map(({ target, source }) => ({ target, source })),
      { target: 'role', source: { kind: 'constant', value: 'Employee' } },
    ],
    syncKeys: [{ field: 'email', update: true }],
  }
  const recipe: Recipe = {
    software: false,
    sourceId: integrationId,
    load,
    mapping,
    conditions: undefined,
    zone: 'UTC',
    preference: 'create_update',
    application: { vendor: planhat.name, instance: '' },
    absent: 'mark',
    fields,
    mappableRoles: ['Viewer', 'Employee'],
    names: { integration: 'Bench', credential: 'Bench' },
    actor: 'bench',
    attended: false,
    planOnly: null,
    seenFingerprint: null,
    limits: limitsOf({}),
  }
  return { ...recipe, seenFingerprint: fingerprint(recipe) }
}
