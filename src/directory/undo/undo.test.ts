import { describe, expect, it } from 'vitest'
import { byHand } from '../../../test/directory/by-hand.ts'
import { type ListedRecord, named } from '../../../test/directory/listed.ts'
import { endings } from '../../../test/directory/outcomes.ts'
import { bob, planhatLists } from '../../../test/directory/planhat-lists.ts'
import { applyPlanned, planList, planUndoOf, undo } from '../../../test/directory/plans.ts'
import { newSource, readHistory, readPeople } from '../../../test/directory/tables.ts'
import { freshDirectory } from '../../../test/fresh-directory.ts'
import type { JsonObject } from '../../lib/value.ts'

const database = freshDirectory()

const ada = (more: JsonObject = {}, others: Partial<ListedRecord> = {}): ListedRecord => ({
  id: '1',
  row: named('ada', more),
  ...others,
})
const { take, digest } = planhatLists(database)
const recordOf = async (id: string) =>
  (await database.pool.query('select * from source_record where vendor_id = $1', [id])).rows[0]
const stays = (field: string) => ({ field, message: 'was changed since, and stays so' })

describe('people whom a run created', () => {
  it('are archived, with history, and what the source said of them is forgotten', async () => {
    await take([ada()])
    const before = await digest()
    const run = await take([ada(), bob])
    const undone = await undo(database.pool, run)
    expect(endings(undone)).toEqual({ 2: 'archived' })
    expect((await readPeople(database.pool)).bob).toMatchObject({ archived_at: expect.any(String) })
    expect(await recordOf('2')).toBeUndefined()
    expect(await readHistory(database.pool, undone)).toMatchObject([
      { object: 'person', kind: 'archived' },
      { object: 'saas_user', kind: 'updated', field: 'gone', before: null, after: true },
    ])
    expect(await digest()).toBe(before)
  })

  const mail = (name: string, of: string) => ({ row: { ...named(name), email: `${of}@muster.test` } })

  it('give an address back to whoever had it before, and have theirs in exchange', async () => {
    await take([ada(), bob])
    const before = await digest()
    const run = await take([
      ada({}, mail('ada', 'bob')),
      { id: '2', ...mail('bob', 'new') },
      { id: '3', ...mail('cy', 'ada') },
    ])
    const after = await digest()
    const undone = await undo(database.pool, run)
    expect(undone.outcomes).toMatchObject([
      { id: '1', kind: 'updated', changes: { email: ['bob@muster.test', 'ada@muster.test'] } },
      { id: '2', kind: 'updated', changes: { email: ['new@muster.test', 'bob@muster.test'] } },
      { id: '3', kind: 'archived', changes: { email: ['ada@muster.test', 'new@muster.test'] } },
    ])
    expect(await digest()).toBe(before)
    await undo(database.pool, undone)
    expect(await digest()).toBe(after)
  })

  it('keep an address that was written since: whoever had it before fails, and the plan says what to do first', async () => {
    await take([ada()])
    const run = await take([ada({}, mail('ada', 'new')), bob])
    await byHand(database.pool, ['bob'], { values: { email: 'ada@muster.test' } })
    const { outcomes } = await planUndoOf(database.pool, run)
    const message =
      '"ada@muster.test" already belongs to bob, whom this plan archives with it; give them another one by hand first, then look at the plan again'
    expect(outcomes).toMatchObject([
      { id: '1', kind: 'failed', reason: 'taken', problems: [{ field: 'Email', message }] },
      { id: '2', kind: 'archived', changes: null },
    ])
    await byHand(database.pool, ['bob'], { values: { email: 'bob@muster.test' } })
    expect(endings(await undo(database.pool, run))).toEqual({ 1: 'updated', 2: 'archived' })
  })

  it('are found by later runs, and stay archived and untouched', async () => {
    await undo(database.pool, await take([bob]))
    const later = await take([{ ...bob, row: named('bob', { title: 'Builder' }) }])
    expect(endings(later)).toEqual({ 2: 'skipped archived' })
    expect((await readPeople(database.pool)).bob).not.toHaveProperty('title')
  })

  it('are archived with what was changed since, which is named', async () => {
    const run = await take([bob])
    await take([{ ...bob, row: named('bob', { title: 'Builder' }) }])
    const undone = await undo(database.pool, run)
    expect(undone.outcomes).toMatchObject([{ kind: 'archived', problems: [stays('Title')] }])
    expect((await readPeople(database.pool)).bob).toMatchObject({ title: 'Builder' })
  })

  it('stay where somebody archived them and brought them back since, and the plan says so', async () => {
    const run = await take([bob])
    for (const act of ['archived', 'restored'] as const) await byHand(database.pool, ['bob'], { act })
    const undone = await undo(database.pool, run)
    expect(endings(undone)).toEqual({ 2: 'updated' })
    expect(undone.outcomes[0]?.problems).toEqual([{ field: '', message: 'was restored again since' }])
    expect((await readPeople(database.pool)).bob).not.toHaveProperty('archived_at')
    expect(await recordOf('2')).toBeUndefined()
  })

  it('stay where another source speaks for them, too', async () => {
    const run = await take([bob])
    await take([bob], { source: await newSource(database.pool, 1), application: null })
    const undone = await undo(database.pool, run)
    expect(endings(undone)).toEqual({ 2: 'updated' })
    expect(undone.outcomes[0]?.problems).toEqual([
      { field: '', message: 'another record, which stays, speaks for it' },
    ])
    expect((await readPeople(database.pool)).bob).not.toHaveProperty('archived_at')
  })

  it('come back with the undo of the undo, and go again with its undo', async () => {
    const run = await take([ada(), bob])
    const after = await digest()
    const undone = await undo(database.pool, run)
    const redone = await undo(database.pool, undone)
    expect(endings(redone)).toEqual({ 1: 'restored', 2: 'restored' })
    expect(await digest()).toBe(after)
    expect(endings(await undo(database.pool, redone))).toEqual({ 1: 'archived', 2: 'archived' })
  })
})

describe('what a run changed', () => {
  it('goes back, and the next run looks at the record again', async () => {
    await take([ada({ title: 'Miss' }, { role: 'User', active: true })])
    const before = await digest()
    const run = await take([ada({ title: 'Countess', phone: '1' }, { role: 'Admin', active: false })])
    const undone = await undo(database.pool, run)
    expect(undone.outcomes).toMatchObject([
      {
        kind: 'updated',
        changes: { title: ['Countess', 'Miss'], phone: ['1', null] },
        account: { role: ['Admin', 'User'], active: [false, true] },
      },
    ])
    expect(await digest()).toBe(before)
    expect(await recordOf('1')).toMatchObject({ raw_hash: null })
  })

  it('stays where it was changed since, field by field, in the record as in the person', async () => {
    await take([ada({ title: 'Miss', phone: '1' }, { role: 'User' })])
    const run = await take([ada({ title: 'Mrs', phone: '2' }, { role: 'Admin' })])
    await take([ada({ title: 'Countess', phone: '2' }, { role: 'Owner' })])
    const undone = await undo(database.pool, run)
    expect(undone.outcomes).toMatchObject([
      {
        kind: 'updated',
        changes: { phone: ['2', '1'] },
        account: null,
        problems: [stays('Title'), stays('Role of the SaaS user')],
      },
    ])
    expect((await readPeople(database.pool)).ada).toMatchObject({ title: 'Countess', phone: '1' })
    expect((await recordOf('1')).row).toMatchObject({ title: 'Countess', phone: '1' })
  })

  it('is skipped where nothing of it is left', async () => {
    await take([ada({ title: 'Miss' })])
    const run = await take([ada({ title: 'Mrs' })])
    await take([ada({ title: 'Countess' })])
    expect(endings(await planUndoOf(database.pool, run))).toEqual({ 1: 'skipped changed_since' })
  })

  it('fails by itself where somebody else has the value by now', async () => {
    await take([ada()])
    const run = await take([ada({ username: 'countess' })])
    await take([bob, { id: '3', row: { username: 'ada', email: 'other@muster.test' } }])
    const undone = await undo(database.pool, run)
    expect(undone.outcomes).toMatchObject([
      {
        kind: 'failed',
        reason: 'taken',
        problems: [{ field: 'Username', message: '"ada" already belongs to ada' }],
      },
    ])
    expect(await recordOf('1')).toMatchObject({ row: { username: 'countess' } })
  })

  it('is a plan with one digest as long as the directory is the same', async () => {
    await take([ada({ title: 'Miss' }), bob])
    const run = await take([ada({ title: 'Mrs' }), bob])
    const plan = await planUndoOf(database.pool, run)
    expect((await planUndoOf(database.pool, run)).digest).toBe(plan.digest)
    await take([ada({ title: 'Countess' })])
    expect((await planUndoOf(database.pool, run)).digest).not.toBe(plan.digest)
    expect(endings(await planList(database.pool, [ada({ title: 'Countess' })]))).toEqual({})
  })
})

it('the undo of an older run takes only that one back', async () => {
  await take([ada({ title: 'Miss' })])
  const older = await take([ada({ title: 'Miss', phone: '1' }), bob])
  await take([ada({ title: 'Countess', phone: '1' }), bob])
  expect(endings(await undo(database.pool, older))).toEqual({ 1: 'updated', 2: 'archived' })
  expect(await readPeople(database.pool)).toMatchObject({ ada: { title: 'Countess' } })
  expect((await readPeople(database.pool)).ada).not.toHaveProperty('phone')
})

describe('a plan that waited while another run was applied', () => {
  /** Looked at first, applied last. */
  const takeLate = async (late: ListedRecord, between: ListedRecord) => {
    await take([ada({ title: 'Miss' })])
    const waiting = await planList(database.pool, [late])
    const other = await take([between])
    await applyPlanned(database.pool, waiting)
    return { waiting, other }
  }

  it('goes back to what that run left', async () => {
    const { waiting } = await takeLate(ada({ title: 'Countess' }), ada({ title: 'Mrs' }))
    await undo(database.pool, waiting)
    expect((await recordOf('1')).row).toMatchObject({ title: 'Mrs' })
  })

  it('stays when that run is undone', async () => {
    const { other } = await takeLate(ada({ title: 'Countess' }), ada({ title: 'Mrs' }))
    expect(endings(await undo(database.pool, other))).toEqual({ 1: 'skipped changed_since' })
    expect((await recordOf('1')).row).toMatchObject({ title: 'Countess' })
  })
})
