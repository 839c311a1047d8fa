import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bareId } from '../../src/lib/ids.ts'
import { pruneLock, pruneRuns } from '../../src/sync/retention.ts'
import { directoryLines } from './directory.ts'
import { launch, newStory, type Run, type Story } from './story.ts'

const ids = { first: '64a000000000000000000001', second: '64a000000000000000000002' }
const users = [
  { _id: ids.first, email: 'first@example.com', firstName: 'First' },
  { _id: ids.second, email: 'second@example.com', firstName: 'Second' },
  { _id: '64a000000000000000000003', email: 'no address', firstName: 'Third' },
]

let story: Story

beforeAll(async () => {
  story = await newStory({ simulated: { users }, pageSize: 1 })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

const query = async <T extends object>(sql: string, values: readonly unknown[] = []) =>
  (await story.world.ctx.db.pool.query<T>(sql, [...values])).rows
const rename = (firstName: string) =>
  story.simulator.mutate({ set: [{ id: ids.first, patch: { firstName } }] })

/** Every run ended so many days ago. */
const age = (days: number) =>
  query(`update run set finished_at = now() - make_interval(days => $1) where finished_at is not null`, [
    days,
  ])
const prune = () => pruneRuns(story.world.ctx.db.pool)

/** Which runs have rows in a table, in their order, with how many. */
const rowsOf = async (table: string) =>
  (
    await query<{ count: number }>(
      `select count(t.run_id) as count from run left join ${table} t on t.run_id = run.id group by run.id order by run.id`,
    )
  ).map(({ count }) => count)

describe('of runs that ended a week ago', () => {
  it('outcomes and pages go, and what nobody points to; the run, its ledger and the directory stay', async () => {
    const { id } = await launch(story)
    rename('Renamed')
    const run = await story.run(id, 'apply')
    const before = await directoryLines(story.world)
    const kept = [await rowsOf('staged'), await rowsOf('run_page')]
    await age(6)
    await prune()
    expect([await rowsOf('staged'), await rowsOf('run_page')]).toEqual(kept)
    await age(8)
    await prune()
    expect([await rowsOf('outcome'), await rowsOf('run_page')]).toEqual([
      [0, 0],
      [0, 0],
    ])
    expect(await directoryLines(story.world)).toEqual(before)
    const { body } = await story.world.get<Run>(`/api/runs/${run.id}`)
    expect(body).toMatchObject({
      state: run.state,
      ledger: run.ledger,
      progress: { read: 3 },
      prunedAt: expect.any(String),
    })
    expect(await story.outcomes(run.id)).toEqual([])
  })

  it('what a source last said stays, and what an undo would bring back', async () => {
    const { id } = await launch(story)
    rename('Renamed')
    await story.run(id, 'apply')
    await age(8)
    await prune()
    const pointed = await query<{ raw: string }>(
      'select s.raw from source_record r join staged s on s.run_id = r.run_id and s.number = r.number',
    )
    expect(pointed.filter(({ raw }) => raw.includes('@example.com'))).toHaveLength(2)
    const before = await query(
      `select from source_before b join staged s
           on s.run_id = (b.record ->> 'run_id')::uuid and s.number = (b.record ->> 'number')::int`,
    )
    expect(before).toHaveLength(1)
    const staged = await query<{ count: number }>('select count(*) as count from staged')
    await age(39)
    await prune()
    expect(await query('select from source_before')).toEqual([])
    expect(await query('select count(*) as count from staged')).toEqual([
      { count: (staged[0]?.count ?? 0) - 1 },
    ])
  })

  it.each(['previewed', 'held'])('one that is %s keeps everything', async (state) => {
    const { id } = await launch(story)
    rename('Renamed')
    const plan = await story.run(id, 'plan')
    await query('update run set state = $2 where id = $1', [bareId('run', plan.id), state])
    const outcomes = await story.outcomes(plan.id)
    expect(outcomes.map(({ kind }) => kind)).toContain('updated')
    const rows = async () => [(await rowsOf('staged')).at(-1), (await rowsOf('run_page')).at(-1)]
    const kept = await rows()
    await age(365)
    await prune()
    expect([await story.outcomes(plan.id), await rows()]).toEqual([outcomes, kept])
    expect(kept.every((count) => count !== 0)).toBe(true)
  })

  it('one that was never applied leaves nothing behind', async () => {
    const { id } = await launch(story)
    rename('Renamed')
    const plan = await story.run(id, 'plan')
    await query(`update run set state = 'superseded' where id = $1`, [bareId('run', plan.id)])
    await age(8)
    await prune()
    expect([await rowsOf('staged'), await rowsOf('outcome')].map((counts) => counts.at(-1))).toEqual([0, 0])
    expect(await story.run(id, 'apply')).toMatchObject({ ledger: { updated: 1 } })
  })
})

it('what the vendor sent of an account that is long gone is emptied, and of no other', async () => {
  const { id } = await launch(story)
  await query(`update source_record set gone_at = now() - interval '39 days' where vendor_id = $1`, [
    ids.first,
  ])
  await query(`update source_record set gone_at = now() - interval '29 days' where vendor_id = $1`, [
    ids.second,
  ])
  await prune()
  const raw = await query<{ vendor_id: string; raw: string; raw_hash: string | null }>(
    `select r.vendor_id, s.raw, r.raw_hash from source_record r
       join staged s on s.run_id = r.run_id and s.number = r.number where r.vendor_id = any($1) order by 1`,
    [[ids.first, ids.second]],
  )
  expect(raw).toMatchObject([
    { raw: '', raw_hash: null },
    { raw: expect.stringContaining('second@'), raw_hash: expect.any(String) },
  ])
  // Should it come back, it is staged anew.
  await story.run(id, 'apply')
  const [again] = await query<{ raw: string }>(
    `select s.raw from staged s join run on run.id = s.run_id where s.vendor_id = $1 order by run.id desc limit 1`,
    [ids.first],
  )
  expect(again?.raw).toContain('first@')
})

it('due times and closed notices go after 90 days, open ones stay', async () => {
  await query(`insert into due (integration_id, due_at, settled) select gen_random_uuid(), at, settled
    from (values (now() - interval '91 days', true), (now() - interval '89 days', true),
                 (now() - interval '91 days', false)) as d (at, settled)`)
  await query(`insert into notice (reason, message, closed_at)
    values ('old', '', now() - interval '91 days'), ('new', '', now() - interval '89 days'), ('open', '', null)`)
  await prune()
  expect(await query('select settled from due order by settled')).toEqual([
    { settled: false },
    { settled: true },
  ])
  expect(await query('select reason from notice order by reason')).toEqual([
    { reason: 'new' },
    { reason: 'open' },
  ])
})

it('what webhooks were told goes after 30 days, with its deliveries', async () => {
  await query(`insert into webhook (name, url, events, sealed, fingerprint)
    values ('x', 'https://example.com', '{run.held}', '', '')`)
  await query(`insert into webhook_event (type, wanted_by, data, at)
    values ('old', '{run.held}', '{}', now() - interval '31 days'), ('new', '{run.held}', '{}', now() - interval '29 days')`)
  await prune()
  expect(
    await query('select type from webhook_delivery d join webhook_event e on e.id = d.event_id'),
  ).toEqual([{ type: 'new' }])
})

it('only one process does it at a time', async () => {
  await launch(story)
  await age(8)
  const other = await story.world.ctx.db.pool.connect()
  try {
    await other.query('select pg_advisory_lock($1)', [pruneLock])
    await prune()
    expect(await query('select from run where pruned_at is not null')).toEqual([])
    await other.query('select pg_advisory_unlock($1)', [pruneLock])
    await prune()
    expect(await query('select from run where pruned_at is not null')).toHaveLength(1)
  } finally {
    other.release(true)
  }
})
