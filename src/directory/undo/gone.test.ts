import { describe, expect, it } from 'vitest'
import { type ListedRecord, type ListOptions, named } from '../../../test/directory/listed.ts'
import { endings } from '../../../test/directory/outcomes.ts'
import { ada, bob, planhatLists } from '../../../test/directory/planhat-lists.ts'
import { planUndoOf, undo } from '../../../test/directory/plans.ts'
import { newSource, readPeople } from '../../../test/directory/tables.ts'
import { freshDirectory } from '../../../test/fresh-directory.ts'

const database = freshDirectory()

const { take, digest, accounts } = planhatLists(database)

/** What stands beside the values of each record, and when its account went. */
async function marks() {
  const { rows } = await database.pool.query(
    `select r.vendor_id as id, r.gone_at, r.absent_since, r.out_of_scope_at, u.gone_at as account_gone_at
       from source_record r left join saas_user u using (vendor_id) order by 1`,
  )
  return rows
}

describe('the undo of a run that found somebody gone', () => {
  it.each([
    ['mark', { gone: [true, null] }],
    ['deactivate', { gone: [true, null], active: [false, true] }],
  ] as const)(
    'gives the record and the account back (%s), and its own undo takes them again',
    async (absent, account) => {
      await take([ada, bob])
      const [before, marksBefore] = [await digest(), await marks()]
      const run = await take([], { gone: ['2'], absent })
      const [after, marksAfter] = [await digest(), await marks()]
      const undone = await undo(database.pool, run)
      expect(undone.outcomes).toMatchObject([{ id: '2', kind: 'updated', account }])
      expect([await digest(), await marks()]).toEqual([before, marksBefore])
      expect(await accounts()).toMatchObject({ 2: { active: true } })
      const redone = await undo(database.pool, undone)
      expect([await digest(), await marks()]).toEqual([after, marksAfter])
      await undo(database.pool, redone)
      expect([await digest(), await marks()]).toEqual([before, marksBefore])
    },
  )

  it.each<[string, ListOptions]>([
    ['the account was left', { absent: 'leave' }],
    ['there is none', { application: null }],
  ])('is told in its plan also where %s', async (_where, options) => {
    await take([ada], options)
    const before = await digest()
    const run = await take([], { ...options, gone: ['1'] })
    const after = await digest()
    const undone = await undo(database.pool, run)
    expect([endings(undone), await digest()]).toEqual([{ 1: 'updated returned' }, before])
    const redone = await undo(database.pool, undone)
    expect([endings(redone), await digest()]).toEqual([{ 1: 'updated gone_again' }, after])
  })

  it('leaves alone who returned since', async () => {
    await take([ada])
    const run = await take([], { gone: ['1'] })
    await take([ada])
    const before = await digest()
    expect(endings(await undo(database.pool, run))).toEqual({})
    expect(await digest()).toBe(before)
  })
})

describe('the undo of a run in which somebody returned', () => {
  it.each<[string, readonly ListedRecord[], ListOptions]>([
    ['as ever', [bob], {}],
    ['though the integration only creates', [bob], { preference: 'create' }],
    ['with a record that fails', [{ ...bob, row: { ...named('bob'), username: null } }], {}],
  ])('marks them gone again, %s', async (_how, records, options) => {
    await take([ada, bob])
    await take([], { gone: ['2'], absent: 'deactivate' })
    const [gone, goneMarks] = [await digest(), await marks()]
    const run = await take(records, options)
    const back = await digest()
    expect(await accounts()).not.toMatchObject({ 2: { gone: true } })
    const undone = await undo(database.pool, run)
    expect([await digest(), await marks()]).toEqual([gone, goneMarks])
    await undo(database.pool, undone)
    expect(await digest()).toBe(back)
  })
})

describe('the undo of a run that only learned of its list', () => {
  it('forgets since when somebody is missing', async () => {
    await take([ada, bob])
    const before = await marks()
    const run = await take([], { gone: [['2', false]] })
    expect(await marks()).not.toEqual(before)
    await undo(database.pool, run)
    expect(await marks()).toEqual(before)
  })

  it('knows again since when somebody was missing who was listed meanwhile', async () => {
    await take([ada, bob])
    await take([], { gone: [['2', false]] })
    const before = await marks()
    const run = await take([])
    expect(await marks()).not.toEqual(before)
    await undo(database.pool, run)
    expect(await marks()).toEqual(before)
  })

  it('puts back into scope whom it left out, and out again whom it took in', async () => {
    await take([ada, bob])
    const before = await marks()
    const run = await take([], { leftOut: ['2'] })
    const out = await marks()
    expect(out).not.toEqual(before)
    const back = await take([])
    expect(await marks()).toEqual(before)
    await undo(database.pool, back)
    expect(await marks()).toEqual(out)
    await undo(database.pool, run)
    expect(await marks()).toEqual(before)
  })
})

describe('an account that the run made', () => {
  it('stays where another integration of its application lists it, whoever the person is', async () => {
    const run = await take([ada])
    await take([{ ...ada, row: named('other') }], { source: await newSource(database.pool, 1) })
    await undo(database.pool, run)
    expect((await accounts())['1']).not.toHaveProperty('gone')
  })

  it('is gone where the same id is another application’s, or the other integration ended', async () => {
    const run = await take([ada])
    const elsewhere = { vendor: 'planhat', instance: 'EU' }
    await take([ada], { source: await newSource(database.pool, 1), application: elsewhere })
    const ended = await newSource(database.pool, 2)
    await take([ada], { source: ended })
    await database.pool.query('update source set ended_at = now() where id = $1', [ended])
    expect((await planUndoOf(database.pool, run)).outcomes).toMatchObject([
      { account: { gone: [null, true] } },
    ])
  })
})

describe('who returns at the vendor but cannot be taken', () => {
  it.each([
    ['leaves them out', 'conditions'],
    ['cannot read the record', 'mapping'],
  ] as const)('is gone no more, and otherwise as before, when the integration %s', async (_why, reason) => {
    await take([ada, bob])
    await take([], { gone: ['2'], absent: 'deactivate' })
    const [people, gone] = [await readPeople(database.pool), await digest()]
    const run = await take([], reason === 'conditions' ? { leftOut: ['2'] } : { unreadable: ['2'] })
    expect(run.outcomes).toMatchObject([{ id: '2', reason, account: { gone: [true, null] } }])
    expect(await accounts()).toMatchObject({ 2: { person: 'bob', active: false } })
    expect((await accounts())['2']).not.toHaveProperty('gone')
    expect((await marks()).map(({ gone_at }) => gone_at)).toEqual([null, null])
    expect(await readPeople(database.pool)).toEqual(people)
    await undo(database.pool, run)
    expect(await digest()).toBe(gone)
  })
})
