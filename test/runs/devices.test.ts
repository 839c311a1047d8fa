import { afterAll, beforeAll, expect, it } from 'vitest'
import fleet from '../../connectors/fleet.ts'
import { type Simulator, startSimulator } from '../../simulators/fleet/simulator.ts'
import type { Run } from '../../src/client/run.ts'
import type { Connector } from '../../src/connect/manifest.ts'
import { applyRun, perform } from '../by-hand.ts'
import { newWorld, type World } from '../world.ts'
import { addFleet, mapFleet } from './fleet.ts'
import type { Integration, Outcome } from './story.ts'

// Pages of an odd size, so that the last one is short.
const paged = (size: number): Connector => {
  const { devices } = fleet.loads
  return { ...fleet, loads: { devices: { ...devices, paging: { ...devices.paging, size } } } }
}

let world: World
let simulator: Simulator
let integration: Integration
beforeAll(async () => {
  simulator = await startSimulator({ hosts: 40 })
  world = await newWorld({ allow: [simulator.origin], connectors: [paged(16)] })
})
afterAll(async () => {
  await world.close()
  await simulator.close()
})

async function run(mode: 'plan' | 'apply'): Promise<Run> {
  const { body } = await world.post<Run>(`/api/integrations/${integration.id}/runs`, { mode })
  return perform(world, body.id)
}

const outcomes = async ({ id }: Run, kind: string) =>
  (await world.get<{ items: Outcome[] }>(`/api/runs/${id}/outcomes?kind=${kind}&limit=200`)).body.items

const one = async <T>(sql: string, values: unknown[] = []) =>
  (await world.ctx.db.pool.query<{ value: T }>(sql, values)).rows[0]?.value

it('is set up by Smart Mapping but for its sync key', async () => {
  const made = await addFleet(world, simulator)
  expect(made.selection).toBe('device_and_software')
  integration = await mapFleet(world, made)
  expect(integration.mapping.entries.map(({ target }) => target).sort()).toEqual(
    [
      'kind',
      'last_seen',
      'manufacturer',
      'model',
      'name',
      'os',
      'os_version',
      'owner',
      'serial_number',
    ].sort(),
  )
  expect(integration.missing).toEqual([])
})

it('loads hardware with owners and software; what has no serial number is skipped by name', async () => {
  const plan = await run('plan')
  expect(plan.state).toBe('previewed')
  const skipped = await outcomes(plan, 'skipped')
  expect(skipped.length).toBeGreaterThan(0)
  expect(new Set(skipped.map(({ reason }) => reason))).toEqual(new Set(['no_key']))
  expect(skipped[0]?.reasonText).toMatch(
    /no value in any sync key \(Serial number\).* Serial Number or UUID$/,
  )
  expect(skipped.every(({ label }) => label?.startsWith('srv-'))).toBe(true)
  const applied = await applyRun(world, plan)
  expect(applied.state).toBe('succeeded')
  expect(applied.ledger).toMatchObject({ read: 40, created: 40 - skipped.length, failed: 0 })
  expect(await one('select count(*)::int as value from device')).toBe(40 - skipped.length)
  expect(
    await one('select count(*)::int as value from device where owner like $1', ['%@example.%']),
  ).toBeGreaterThan(10)
  expect(await one('select count(*)::int as value from installation')).toBeGreaterThan(100)
  expect(simulator.requests()[0]).toContain('per_page=16')
})

it('a host that was only seen again is no change, and yet known to be there', async () => {
  const before = await one<Date>('select max(last_seen) as value from device')
  simulator.mutate({ pass: 90 })
  const again = await run('apply')
  expect(again.ledger).toMatchObject({ read: 40, created: 0, updated: 0, failed: 0 })
  const after = await one<Date>('select max(last_seen) as value from device')
  expect(Number(after) - Number(before)).toBe(90 * 60_000)
  expect(await one(`select count(*)::int as value from change where field = 'last_seen'`)).toBe(0)
})

it('tells new owners, newer software and new hosts, and takes them back', async () => {
  const { upgrade = [], reassign = [] } = simulator.mutate({ upgrade: 2, reassign: 1, add: 1 })
  const plan = await run('plan')
  const updated = await outcomes(plan, 'updated')
  expect(updated.map(({ vendorId }) => Number(vendorId)).sort()).toEqual(
    [...new Set([...upgrade, ...reassign])].sort(),
  )
  expect(updated.flatMap(({ changes }) => changes.map(({ field }) => field))).toContain('owner')
  const owners = () =>
    one<string[]>('select array_agg(owner order by id) as value from device where archived_at is null')
  const titles = () => one<number>('select count(*)::int as value from installation where gone_at is null')
  const [ownersBefore, titlesBefore] = [await owners(), await titles()]
  const applied = await applyRun(world, plan)
  expect(await owners()).not.toEqual(ownersBefore)
  await expectRecordUntold(updated, applied)
  const { body: undo } = await world.post<Run>(`/api/runs/${applied.id}/undo`)
  await applyRun(world, await perform(world, undo.id))
  expect(await owners()).toEqual(ownersBefore)
  expect(await titles()).toBe(titlesBefore)
})

/** Of a device that changed hands, whoever sees only its owner is shown neither who had it before nor what was sent. */
async function expectRecordUntold(updated: readonly Outcome[], { id }: Run) {
  const { pool } = world.ctx.db
  const { number, changes = [] } =
    updated.find((one) => one.changes.some(({ field }) => field === 'owner')) ?? {}
  const owner = changes.find(({ field }) => field === 'owner')?.after
  await pool.query(`insert into person (username, email, department) values ($1, $1, 'Research')`, [owner])
  const some = world.seeing({ filter: { field: 'department', anyOf: ['Research'] } })
  const path = `/api/runs/${id}/outcomes/${number}`
  expect((await world.get(path)).body).toMatchObject({ isHidden: false, record: { raw: {} } })
  const { status, body } = await some.get<Outcome>(path)
  expect([status, body]).toMatchObject([200, { isHidden: true, record: null }])
  expect(body.changes.map(({ field }) => field)).not.toContain('owner')
  await pool.query(`delete from person where department = 'Research'`)
}

it('a host that is gone is looked up by its id before it counts as gone', async () => {
  const { remove = [] } = simulator.mutate({ remove: 1 })
  const plan = await run('plan')
  expect(plan.gone).toBe(1)
  expect(simulator.requests()).toContain(`GET /api/v1/fleet/hosts/${remove[0]}?exclude_software=true`)
  await applyRun(world, plan)
  const { body } = await world.get<{ items: unknown[] }>('/api/devices?filter=goneAt+not+empty')
  expect(body.items).toHaveLength(1)
})

it('hardware alone is loaded without asking for software; asked for again, the next run is looked at', async () => {
  const edit = (selection: string) =>
    world.patch<Integration>(`/api/integrations/${integration.id}`, { selection })
  const replayed = async (selection: string) => {
    const { body } = await edit(selection)
    await applyRun(world, await perform(world, body.proposal?.runId ?? ''))
  }
  await replayed('device')
  await applyRun(world, await run('plan'))
  expect(simulator.requests().at(-1)).not.toContain('populate_software')
  await replayed('device_and_software')
  const next = await run('apply')
  expect(next).toMatchObject({ state: 'previewed', fault: { code: 'run.unseen' } })
  expect(next.fault?.message).toContain('not asked for the software')
  await applyRun(world, next)
})

it('of a machine that is listed twice, the newer record speaks in every run, whichever of them changed', async () => {
  // Of a phone, the older record alone would say that it was one.
  const old = Number(
    await one(
      `select vendor_id as value from source_record join installation on device_id = object_id and installation.gone_at is null
        where source_record.gone_at is null and "row"->>'serial_number' is not null and "row"->>'kind' is null
        order by length(vendor_id), vendor_id limit 1`,
    ),
  )
  const serial = await one<string>(
    `select "row"->>'serial_number' as value from source_record where vendor_id = $1`,
    [String(old)],
  )
  const { add: [anew = 0] = [] } = simulator.mutate({ add: 1 })
  const host = (system: string, minute: number) => ({
    hardware_serial: serial ?? '',
    platform: 'darwin',
    os_version: system,
    seen_time: `2026-10-02T06:${minute}:00Z`,
    software: [{ id: 900, name: `${system} Tools`, version: '1', source: 'apps', vendor: '' }],
  })
  const machine = () =>
    one<string[]>(
      `select array[d.os_version, d.last_seen::text] || array_agg(s.name) as value from device d
         join installation i on i.device_id = d.id and i.gone_at is null join software s on s.id = i.software_id
        where d.serial_number = $1 group by d.id`,
      [serial],
    )
  simulator.mutate({ set: [{ id: anew, patch: host('macOS 27', 30) }] })
  await applyRun(world, await run('plan'))
  const isNew = ['macOS 27', '2026-10-02 06:30:00+00', 'macOS 27 Tools']
  expect(await machine()).toEqual(isNew)
  simulator.mutate({ set: [{ id: old, patch: host('macOS 12', 10) }] })
  expect((await run('apply')).ledger).toMatchObject({ created: 0, updated: 0 })
  expect(await machine()).toEqual(isNew)
  const patches = [old, anew].map((id, at) => ({ id, patch: host(`macOS 2${at}`, 40 + at) }))
  simulator.mutate({ set: patches })
  await applyRun(world, await run('plan'))
  expect(await machine()).toEqual(['macOS 21', '2026-10-02 06:41:00+00', 'macOS 21 Tools'])
})

it('half a list changes nothing', async () => {
  simulator.setFaults([{ fault: 'no-list', page: 1 }])
  expect(await run('apply')).toMatchObject({ state: 'failed', fault: { code: 'vendor.odd' } })
  simulator.setFaults([])
})
