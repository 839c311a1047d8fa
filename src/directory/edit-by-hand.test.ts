import { describe, expect, it } from 'vitest'
import { canonicalDigest } from '../../test/canonical-digest.ts'
import { byHand } from '../../test/directory/by-hand.ts'
import { named, planhat } from '../../test/directory/listed.ts'
import { endings } from '../../test/directory/outcomes.ts'
import { planList, takeList, undo } from '../../test/directory/plans.ts'
import { newSource, readPeople } from '../../test/directory/tables.ts'
import { freshDirectory } from '../../test/fresh-directory.ts'
import type { JsonObject } from '../lib/value.ts'

const database = freshDirectory()

const ada = async () => (await readPeople(database.pool)).ada
const say = (more: JsonObject, options = {}) =>
  takeList(database.pool, [{ id: '1', row: named('ada', more) }], options)
const edit = (values: Record<string, string | null>) => byHand(database.pool, ['ada'], { values })
const giveBack = (...keys: string[]) => byHand(database.pool, ['ada'], { giveBack: keys })
const history = async () => {
  const { rows } = await database.pool.query(
    `select kind, field, before, after, actor from change where run_id is null and object = 'person' order by id`,
  )
  return rows.map(({ kind, field, before, after, actor }) => [kind, field, before, after, actor])
}

describe('what is edited by hand', () => {
  it('is told in history, and stays whatever a source says, until it is given back', async () => {
    await say({ title: 'vendor', phone: '1' })
    expect(await edit({ title: 'hand' })).toEqual([])
    expect(await ada()).toMatchObject({ title: 'hand', phone: '1' })
    await say({ title: 'later', phone: '2' })
    expect(await ada()).toMatchObject({ title: 'hand', phone: '2' })
    expect(await giveBack('title')).toEqual([])
    expect(await ada()).toMatchObject({ title: 'later', phone: '2' })
    expect(await history()).toEqual([
      ['updated', 'title', 'vendor', 'hand', 'hand'],
      ['updated', 'title', 'hand', 'later', 'hand'],
    ])
  })

  it('changes nothing of what a run has to do', async () => {
    await say({ title: 'vendor' })
    await edit({ title: 'hand' })
    const again = await planList(database.pool, [{ id: '1', row: named('ada', { title: 'vendor' }) }])
    expect(endings(again)).toEqual({})
  })

  it('leaves no trace in the directory once it is given back', async () => {
    await say({ title: 'vendor' })
    const before = await canonicalDigest(database.pool)
    await edit({ title: 'hand', phone: '1' })
    expect(await canonicalDigest(database.pool)).not.toBe(before)
    await giveBack('title', 'phone')
    expect(await canonicalDigest(database.pool)).toBe(before)
  })

  it('comes before sources that are launched earlier, and before one that comes later', async () => {
    const [early, late] = [await newSource(database.pool, 1), await newSource(database.pool, 2)]
    await say({ title: 'early' }, { source: early })
    await edit({ title: 'hand' })
    await takeList(database.pool, [{ id: '2', row: named('ada', { title: 'late' }) }], { source: late })
    expect(await ada()).toMatchObject({ title: 'hand' })
    await giveBack('title')
    expect(await ada()).toMatchObject({ title: 'early' })
  })

  it('given back, is as it was made where no source ever spoke of it', async () => {
    await takeList(database.pool, [{ id: '1', row: { email: 'ada@muster.test' }, keys: { username: 'ada' } }])
    await edit({ username: 'countess' })
    await byHand(database.pool, ['countess'], { giveBack: ['username'] })
    expect(Object.keys(await readPeople(database.pool))).toEqual(['ada'])
  })

  it('is emptied where only the hand spoke, and not where a source would speak again', async () => {
    await say({ title: 'vendor' })
    await edit({ phone: '1' })
    expect(await edit({ phone: null })).toEqual([])
    expect(await ada()).not.toHaveProperty('phone')
    expect(await edit({ title: null })).toMatchObject([
      {
        reason: 'filled',
        problems: [{ field: 'Title', message: expect.stringContaining('a source says "vendor"') }],
      },
    ])
    expect(await ada()).toMatchObject({ title: 'vendor' })
  })

  it('is refused where it is somebody else’s or would leave a mandatory field empty, and nobody is changed', async () => {
    await takeList(database.pool, [
      { id: '1', row: named('ada') },
      { id: '2', row: named('bob') },
    ])
    const revision = () => database.pool.query('select * from directory_state').then(({ rows }) => rows)
    const before = [await canonicalDigest(database.pool), await revision()]
    expect(await edit({ email: 'BOB@muster.test' })).toMatchObject([
      { reason: 'taken', problems: [{ field: 'Email' }] },
    ])
    expect(await byHand(database.pool, ['ada', 'bob'], { values: { email: 'c@muster.test' } })).toHaveLength(
      1,
    )
    expect([await canonicalDigest(database.pool), await revision()]).toEqual(before)
  })

  it('makes a plan that waits out of date', async () => {
    await say({ title: 'vendor' })
    const waiting = await planList(database.pool, [{ id: '1', row: named('ada', { title: 'later' }) }])
    await edit({ title: 'hand' })
    const again = await planList(database.pool, [{ id: '1', row: named('ada', { title: 'later' }) }])
    expect(again.digest).not.toBe(waiting.digest)
  })

  it('stays when the run before is taken back, and does not keep anybody whom that run made', async () => {
    const made = await say({ title: 'first' })
    await edit({ title: 'hand' })
    const changed = await say({ title: 'second', phone: '1' })
    await undo(database.pool, changed)
    expect(await ada()).toMatchObject({ title: 'hand' })
    await undo(database.pool, made)
    expect(await ada()).toHaveProperty('archived_at')
  })
})

describe('whoever is archived by hand', () => {
  it('stays so whatever is loaded, and is restored as the sources say by then', async () => {
    await say({ title: 'old' }, { application: planhat })
    await edit({ phone: 'hand' })
    expect(await byHand(database.pool, ['ada'], { act: 'archived' })).toEqual([])
    expect(endings(await say({ title: 'new' }, { application: planhat }))).toEqual({ 1: 'skipped archived' })
    expect(await ada()).toMatchObject({ title: 'old', archived_at: expect.any(String) })
    expect(await edit({ title: 'hand' })).toMatchObject([{ reason: 'archived' }])
    expect(await byHand(database.pool, ['ada'], { act: 'restored' })).toEqual([])
    expect(await ada()).toMatchObject({ title: 'new', phone: 'hand' })
    expect(await ada()).not.toHaveProperty('archived_at')
    expect((await history()).map(([kind, field]) => [kind, field])).toEqual([
      ['updated', 'phone'],
      ['archived', null],
      ['updated', 'title'],
      ['restored', null],
    ])
    expect(await byHand(database.pool, ['ada'], { act: 'restored' })).toMatchObject([{ reason: 'present' }])
  })
})
