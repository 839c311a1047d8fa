import { afterAll, beforeAll, expect, it } from 'vitest'
import fleet from '../../connectors/fleet.ts'
import { type Simulator, startSimulator } from '../../simulators/fleet/simulator.ts'
import type { Run } from '../../src/client/run.ts'
import { applyRun, perform } from '../by-hand.ts'
import { newWorld, type World } from '../world.ts'
import { traces } from './directory.ts'
import { addFleet, mapFleet } from './fleet.ts'
import type { Integration } from './story.ts'

let world: World
let simulator: Simulator
let integration: Integration
/** As the vendor says it; to us it is a username. */
let owner = ''
let deviceId = ''
beforeAll(async () => {
  simulator = await startSimulator({ hosts: 12 })
  world = await newWorld({ allow: [simulator.origin], connectors: [fleet] })
  integration = await mapFleet(world, await addFleet(world, simulator))
  await applyRun(world, await load('plan'))
  await world.post(`/api/integrations/${integration.id}/sample`)
  const { rows } = await world.ctx.db.pool.query<{ id: string; owner: string }>(
    `select public_id('dev', id) as id, owner from device where owner is not null order by id limit 1`,
  )
  owner = rows[0]?.owner ?? ''
  deviceId = rows[0]?.id ?? ''
})
afterAll(async () => {
  await world.close()
  await simulator.close()
})

async function load(mode: 'plan' | 'apply'): Promise<Run> {
  const { body } = await world.post<Run>(`/api/integrations/${integration.id}/runs`, { mode })
  return perform(world, body.id)
}

/** Says by hand whose a device is, as of many. */
async function sayOwner(): Promise<Run> {
  const edit = { act: 'edit', values: { owner }, devices: { ids: [deviceId] } }
  const { body } = await world.post<Run>('/api/device-bulk-edits', edit)
  const { id, digest } = await perform(world, body.id)
  await world.post(`/api/device-bulk-edits/${id}/apply`, { digest })
  return perform(world, id)
}

/** The tables in which somebody stands. */
const theirs = async () => Object.keys(await traces(world, owner.replaceAll('.', '[.]')))

it('whoever is erased is no longer the owner of devices in any table', async () => {
  expect((await sayOwner()).state).toBe('succeeded')
  await world.ctx.db.pool.query(
    `insert into outcome (run_id, number, vendor_id, kind, reason, raw, problems)
     select max(id::text)::uuid, 99, 'broken', 'failed', 'mapping', $1, '[]' from run where kind = 'load'`,
    [JSON.stringify({ id: 'broken', end_users: [{ email: owner }] })],
  )
  const { rows } = await world.ctx.db.pool.query<{ id: string }>(
    `insert into person (username, email) values ($1, 'other@muster.test') returning public_id('per', id) as id`,
    [owner],
  )
  expect(await theirs()).toEqual(
    expect.arrayContaining(['device', 'sample', 'staged', 'source_before', 'outcome', 'run', 'change']),
  )
  expect((await world.post(`/api/people/${rows[0]?.id}/erase`, { username: owner })).status).toBe(204)
  expect(await theirs()).toEqual([])
})

it('and no load brings the name back, whatever the vendor still says', async () => {
  expect(await load('apply')).toMatchObject({ state: 'succeeded', ledger: { read: 12, failed: 0 } })
  expect(await theirs()).toEqual([])
})

it('nor does a record that cannot be read', async () => {
  const path = `/api/integrations/${integration.id}`
  const { body } = await world.get<Integration>(path)
  // A name is no date.
  const entries = body.mapping.entries.flatMap((entry) =>
    entry.target === 'name' ? [entry, { ...entry, target: 'purchase_date' }] : [entry],
  )
  const { body: asked } = await world.patch<Integration>(path, { mapping: { ...body.mapping, entries } })
  await applyRun(world, await perform(world, asked.proposal?.runId ?? ''))
  const run = await load('plan')
  expect(run.ledger?.failed).toBeGreaterThan(0)
  expect(await theirs()).toEqual([])
})
