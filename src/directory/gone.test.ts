import { beforeEach, describe, expect, it } from 'vitest'
import { type ListOptions, named } from '../../test/directory/listed.ts'
import { endings } from '../../test/directory/outcomes.ts'
import { ada, bob, planhatLists } from '../../test/directory/planhat-lists.ts'
import { applyPlanned, undo } from '../../test/directory/plans.ts'
import { newSource, readHistory, readPeople } from '../../test/directory/tables.ts'
import { freshDirectory } from '../../test/fresh-directory.ts'
import { inTransaction } from '../db/transaction.ts'
import { endNext, endSource } from './end-source.ts'
import { makePlan } from './plan.ts'

const database = freshDirectory()

const { take, plan, accounts } = planhatLists(database)

/** What the sources say of a record beside its values, by vendor id. */
async function marks(): Promise<unknown> {
  const { rows } = await database.pool.query(
    `select vendor_id, gone_at is not null as gone, absent_since is not null as absent from source_record order by vendor_id, source_id`,
  )
  return rows.map(({ vendor_id, gone, absent }) => [vendor_id, gone ? 'gone' : absent ? 'absent' : 'listed'])
}

const accountChange = (field: string, before: unknown, after: unknown) => ({
  object: 'saas_user',
  kind: 'updated',
  field,
  before,
  after,
})

describe('who is confirmed to be gone', () => {
  beforeEach(() => take([ada, bob]))

  it('is an outcome behind the list, known by the name of the account', async () => {
    const { outcomes } = await plan([], { gone: ['2'] })
    expect(outcomes).toMatchObject([
      { id: '2', kind: 'gone', reason: null, changes: null, account: { gone: [null, true] }, problems: null },
    ])
    const { rows } = await database.pool.query(
      `select number, label, object_id from outcome where kind = 'gone'`,
    )
    expect(rows).toEqual([{ number: 0, label: '2', object_id: expect.any(String) }])
  })

  it('is numbered after every record that was read', async () => {
    const more = [3, 4].map((id) => ({ id: `${id}`, row: named(`new${id}`) }))
    const { scope } = await plan(more, { gone: ['1', '2'] })
    const { rows } = await database.pool.query(
      `select number, vendor_id from outcome where run_id = $1 and kind = 'gone' order by number`,
      [scope.runId],
    )
    expect(rows).toEqual([
      { number: 2, vendor_id: '1' },
      { number: 3, vendor_id: '2' },
    ])
  })

  it('loses the account and nothing of the person, with a row of history', async () => {
    const people = await readPeople(database.pool)
    const gone = await take([], { gone: ['2'] })
    expect(await accounts()).toEqual({
      1: { person: 'ada', role: null, active: true },
      2: { person: 'bob', role: null, active: true, gone: true },
    })
    expect(await readPeople(database.pool)).toEqual(people)
    expect(await readHistory(database.pool, gone)).toEqual([accountChange('gone', null, true)])
    expect(await marks()).toEqual([
      ['1', 'listed'],
      ['2', 'gone'],
    ])
  })

  it('is gone once: the next plan does not tell it again', async () => {
    await take([], { gone: ['2'] })
    expect((await plan([], { gone: ['2'] })).outcomes).toEqual([])
  })

  it('is not followed unseen by a new id with the same key, also while only time can confirm it', async () => {
    for (const gone of [['2'], [['2', false]]] as const) {
      const { outcomes } = await plan([{ ...bob, id: '9' }], { gone, attended: false })
      expect(outcomes[0]).toMatchObject({ id: '9', kind: 'held', reason: 'address_reused' })
    }
  })

  it('counts in the digest of the plan', async () => {
    const none = (await plan([])).digest
    const one = (await plan([], { gone: ['2'] })).digest
    const deactivated = (await plan([], { gone: ['2'], absent: 'deactivate' })).digest
    expect(new Set([none, one, deactivated]).size).toBe(3)
    expect((await plan([], { gone: ['2'] })).digest).toBe(one)
  })

  it('is told once when the plan is made again', async () => {
    const planned = await plan([], { gone: ['2'] })
    const again = await inTransaction(database.pool, (client) => makePlan(client, planned.scope))
    expect(again).toMatchObject({ digest: planned.digest, gone: 1 })
    const { rows } = await database.pool.query(`select count(*) from outcome where kind = 'gone'`)
    expect(rows).toEqual([{ count: 1 }])
  })

  it('is not believed before it is confirmed, only remembered', async () => {
    const first = await take([], { gone: [['2', false]] })
    expect([first.outcomes, await readHistory(database.pool, first)]).toEqual([[], []])
    expect(await marks()).toEqual([
      ['1', 'listed'],
      ['2', 'absent'],
    ])
    expect(await accounts()).toMatchObject({ 2: { active: true } })
  })

  it('is missing since the first time, and no more when listed again', async () => {
    await take([], { gone: [['2', false]] })
    const since = 'select absent_since from source_record where vendor_id = $1'
    const first = await database.pool.query(since, ['2'])
    await take([], { gone: [['2', false]] })
    expect((await database.pool.query(since, ['2'])).rows).toEqual(first.rows)
    await take([])
    expect(await marks()).toEqual([
      ['1', 'listed'],
      ['2', 'listed'],
    ])
  })
})

describe('what becomes of the account is the integration’s to say', () => {
  it('deactivated, if it was active', async () => {
    const idle = { id: '3', row: named('cy'), active: false }
    const mute = { id: '4', row: named('dee') }
    await take([ada, idle, mute])
    const gone = await take([], { gone: ['1', '3', '4'], absent: 'deactivate' })
    expect(gone.outcomes.map(({ account }) => account)).toEqual([
      { gone: [null, true], active: [true, false] },
      { gone: [null, true] },
      { gone: [null, true] },
    ])
    expect(await accounts()).toMatchObject({
      1: { active: false, gone: true },
      3: { active: false, gone: true },
      4: { active: null, gone: true },
    })
    expect(await readHistory(database.pool, gone)).toContainEqual(accountChange('active', true, false))
  })

  it.each<[string, ListOptions]>([
    ['left as it was', { absent: 'leave' }],
    ['nobody’s business where only people are loaded', { application: null }],
  ])('%s: then only the source record is marked', async (_how, options) => {
    await take([ada], options)
    const before = await accounts()
    const gone = await take([], { ...options, gone: ['1'] })
    expect(endings(gone)).toEqual({ 1: 'gone' })
    expect(gone.outcomes[0]?.account).toBeNull()
    expect([await accounts(), await marks()]).toEqual([before, [['1', 'gone']]])
    expect(await readHistory(database.pool, gone)).toEqual([])
  })
})

describe('an account that several integrations see', () => {
  let other: string
  beforeEach(async () => {
    other = await newSource(database.pool, 1)
    await take([ada])
    await take([ada], { source: other })
  })

  it('is gone only when the last of them says so', async () => {
    expect((await take([], { gone: ['1'] })).outcomes[0]?.account).toBeNull()
    expect(await accounts()).toMatchObject({ 1: { active: true } })
    const last = await take([], { gone: ['1'], source: other })
    expect(last.outcomes[0]?.account).toEqual({ gone: [null, true] })
    expect(await accounts()).toMatchObject({ 1: { gone: true } })
  })

  it('is gone when the other integration was deleted meanwhile', async () => {
    await inTransaction(database.pool, (client) =>
      endSource(client, { sourceId: other, name: 'Other', actor: 'test' }),
    )
    expect((await plan([], { gone: ['1'] })).outcomes[0]?.account).toEqual({ gone: [null, true] })
  })

  it('is another account where the same id is another application’s', async () => {
    const elsewhere = { vendor: 'planhat', instance: 'EU' }
    await take([ada], { source: await newSource(database.pool, 2), application: elsewhere })
    await take([], { gone: ['1'], source: other })
    await take([], { gone: ['1'] })
    const { rows } = await database.pool.query(
      `select instance, gone_at is not null as gone from saas_user join saas_application a on a.id = application_id order by 1`,
    )
    expect(rows).toEqual([
      { instance: '', gone: true },
      { instance: 'EU', gone: false },
    ])
  })
})

describe('who comes back', () => {
  it('is restored with all history, though the record is the same', async () => {
    await take([ada, bob])
    await take([], { gone: ['2'], absent: 'deactivate' })
    const back = await take([bob])
    expect(endings(back)).toEqual({ 2: 'updated' })
    expect(back.outcomes[0]).toMatchObject({
      changes: null,
      account: { gone: [true, null], active: [false, true] },
    })
    expect(await accounts()).toEqual({
      1: { person: 'ada', role: null, active: true },
      2: { person: 'bob', role: null, active: true },
    })
    expect(await marks()).toEqual([
      ['1', 'listed'],
      ['2', 'listed'],
    ])
    expect(await readHistory(database.pool, back)).toEqual(
      expect.arrayContaining([accountChange('gone', true, null), accountChange('active', false, true)]),
    )
    expect(endings(await plan([bob]))).toEqual({})
  })

  it('is told where there is no account that could tell it', async () => {
    await take([ada], { application: null })
    await take([], { gone: ['1'], application: null })
    const back = await take([ada], { application: null })
    expect(endings(back)).toEqual({ 1: 'updated returned' })
    expect(await marks()).toEqual([['1', 'listed']])
  })

  it('is no longer gone even where the integration only creates, or the record fails', async () => {
    await take([ada, bob])
    await take([], { gone: ['1', '2'] })
    const failing = { ...bob, row: { ...named('bob'), username: null } }
    await take([ada], { preference: 'create' })
    await take([failing])
    expect(await accounts()).toEqual({
      1: { person: 'ada', role: null, active: true },
      2: { person: 'bob', role: null, active: true },
    })
    expect(await marks()).toEqual([
      ['1', 'listed'],
      ['2', 'listed'],
    ])
  })
})

describe('whom the conditions leave out', () => {
  const inactive: ListOptions = { leftOut: [['2', false]] }
  beforeEach(() => take([ada, bob]))

  it('is deactivated along with the account, while the person and everything else stays', async () => {
    const people = await readPeople(database.pool)
    const out = await take([ada], inactive)
    expect(out.outcomes).toMatchObject([
      { id: '2', kind: 'skipped', reason: 'conditions', account: { active: [true, false] } },
    ])
    expect(await accounts()).toMatchObject({ 2: { person: 'bob', active: false } })
    expect(await readPeople(database.pool)).toEqual(people)
    expect(await readHistory(database.pool, out)).toEqual([accountChange('active', true, false)])
    expect((await plan([ada], inactive)).outcomes).toMatchObject([{ id: '2', account: null }])
    await undo(database.pool, out)
    expect(await accounts()).toMatchObject({ 2: { active: true } })
  })

  it('is looked at again once it fits, though the vendor says the same as before', async () => {
    await take([ada], inactive)
    const { rows } = await database.pool.query(
      `select vendor_id from source_record where raw_hash is null order by 1`,
    )
    expect(rows).toEqual([{ vendor_id: '2' }])
    await take([ada, bob])
    expect(await accounts()).toMatchObject({ 2: { active: true } })
  })

  it('speaks no more for the person from that run on, where another record does', async () => {
    const other = { ...bob, id: '3', row: named('bob', { title: 'Lead' }) }
    await take([ada, bob, { ...other, row: named('bob') }])
    await take([ada, { ...bob, row: named('bob', { title: 'Old' }) }])
    expect((await take([ada, other], inactive)).outcomes).toMatchObject([
      { id: '3', changes: { title: ['Old', 'Lead'] } },
      { id: '2', reason: 'conditions' },
    ])
  })

  it('keeps the account where the vendor does not say, or the integration only creates', async () => {
    await take([ada], { leftOut: ['2'] })
    await take([ada], { ...inactive, preference: 'create' })
    expect(await accounts()).toMatchObject({ 2: { active: true } })
  })
})

describe('a source that ends', () => {
  const ours = '0198c0de-0000-7000-8000-00000000000a'
  const tell = (sourceId: string) =>
    inTransaction(database.pool, (client) => endSource(client, { sourceId, name: 'Ours', actor: 'ada' }))
  const end = async () => {
    await tell(ours)
    await endNext(database.pool)
  }

  it('leaves accounts that nobody maintains, and everybody else as they were', async () => {
    await take([ada, bob])
    await take([bob], { source: await newSource(database.pool, 1) })
    const people = await readPeople(database.pool)
    await end()
    expect(await accounts()).toEqual({
      1: { person: 'ada', role: null, active: true, unmaintained: true },
      2: { person: 'bob', role: null, active: true },
    })
    expect(await readPeople(database.pool)).toEqual(people)
    const { rows } = await database.pool.query(
      `select object, field, before, after, actor, run_id from change where field = 'unmaintained'`,
    )
    expect(rows).toEqual([
      { object: 'saas_user', field: 'unmaintained', before: null, after: true, actor: 'ada', run_id: null },
    ])
  })

  it('is followed by another of the same application, which maintains what it loads', async () => {
    await take([ada, bob])
    await end()
    const next = await take([ada], { source: await newSource(database.pool, 1) })
    expect(next.outcomes[0]?.account).toEqual({ unmaintained: [true, null] })
    expect(await accounts()).toMatchObject({ 1: { active: true }, 2: { unmaintained: true } })
    expect((await accounts())['1']).not.toHaveProperty('unmaintained')
  })

  it('ends once, and one that never spoke has nothing to end', async () => {
    await end()
    await take([ada])
    await end()
    await end()
    const { rows } = await database.pool.query(`select count(*) from change where field = 'unmaintained'`)
    expect(rows).toEqual([{ count: 1 }])
  })

  it('holds up no other when that fails, and is tried again a minute later', async () => {
    const { pool } = database
    const other = await newSource(pool, 1)
    await take([ada])
    await take([bob], { source: other })
    await pool.query(
      `create function fail() returns trigger language plpgsql as $$ begin raise 'broken'; end $$;
       create trigger fail before delete on ending for each row when (old.source_id = '${ours}') execute function fail()`,
    )
    await tell(ours)
    await tell(other)
    await expect(endNext(pool)).rejects.toThrow('broken')
    expect([await endNext(pool), await endNext(pool)]).toEqual([true, false])
    const { rows } = await pool.query(
      `select source_id, due_at > now() + interval '50 seconds' as later from ending`,
    )
    expect(rows).toEqual([{ source_id: ours, later: true }])
    await pool.query(`drop function fail cascade; update ending set due_at = now()`)
    expect(await endNext(pool)).toBe(true)
  })
})

it('a list that has everybody as before writes nothing but its plan', async () => {
  await take([ada, bob])
  const tables = ['person', 'saas_user', 'source_record', 'change', 'source']
  const written = async () =>
    Promise.all(
      tables.map(
        async (table) =>
          (await database.pool.query(`select array_agg(xmin::text order by ctid) from ${table}`)).rows,
      ),
    )
  const before = await written()
  await applyPlanned(database.pool, await plan([]))
  expect(await written()).toEqual(before)
})
