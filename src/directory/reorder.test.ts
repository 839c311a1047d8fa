import { beforeEach, describe, expect, it } from 'vitest'
import { byHand } from '../../test/directory/by-hand.ts'
import { named } from '../../test/directory/listed.ts'
import { endings } from '../../test/directory/outcomes.ts'
import { planList, reorder, takeList } from '../../test/directory/plans.ts'
import { newSource, readHistory, readPeople } from '../../test/directory/tables.ts'
import { freshDirectory } from '../../test/fresh-directory.ts'
import type { JsonObject } from '../lib/value.ts'

const database = freshDirectory()
let early = ''
let late = ''
beforeEach(async () => {
  await database.pool.query(`update field set sources = '{}'`)
  early = await newSource(database.pool, 1)
  late = await newSource(database.pool, 2)
})

const people = () => readPeople(database.pool)
/** What a source says of some people, by username. */
const say = (source: string, said: Readonly<Record<string, JsonObject>>) =>
  takeList(
    database.pool,
    Object.entries(said).map(([name, more]) => ({ id: `${name}-${source}`, row: named(name, more) })),
    { source },
  )

describe('another order of sources', () => {
  it('changes, with history, exactly those of whom they say different things, and only in that field', async () => {
    await say(early, { ada: { title: 'early', phone: '1' }, bob: { title: 'same' }, eve: { title: 'only' } })
    await say(late, { ada: { title: 'late', phone: '2' }, bob: { title: 'same' }, eve: {} })
    const planned = await reorder(database.pool, { title: [late] })
    expect(planned.outcomes.map(({ kind, changes }) => [kind, changes])).toEqual([
      ['updated', { title: ['early', 'late'] }],
    ])
    expect(await people()).toMatchObject({
      ada: { title: 'late', phone: '1' },
      bob: { title: 'same' },
      eve: { title: 'only' },
    })
    expect(await readHistory(database.pool, planned)).toEqual([
      { object: 'person', kind: 'updated', field: 'title', before: 'early', after: 'late' },
    ])
  })

  it('holds for every later run, and for sources that come later as they are launched', async () => {
    await say(early, { ada: { title: 'early' } })
    await say(late, { ada: { title: 'late' } })
    await reorder(database.pool, { title: [late] })
    const again = await planList(
      database.pool,
      [{ id: `ada-${early}`, row: named('ada', { title: 'earlier' }) }],
      { source: early },
    )
    expect(again.outcomes).toEqual([])
    await say(await newSource(database.pool, 0), { ada: { title: 'first of all' } })
    expect((await people()).ada).toMatchObject({ title: 'late' })
    await say(late, { ada: { title: null } })
    expect((await people()).ada).toMatchObject({ title: 'first of all' })
  })

  it('leaves what is written by hand first, and decides what a field becomes that is given back', async () => {
    await say(early, { ada: { title: 'early' } })
    await say(late, { ada: { title: 'late' } })
    await byHand(database.pool, ['ada'], { values: { title: 'hand' } })
    expect(endings(await reorder(database.pool, { title: [late, early] }))).toEqual({})
    await byHand(database.pool, ['ada'], { giveBack: ['title'] })
    expect((await people()).ada).toMatchObject({ title: 'late' })
  })

  it('leaves whoever is archived as they are, until they are restored', async () => {
    await say(early, { ada: { title: 'early' } })
    await say(late, { ada: { title: 'late' } })
    await byHand(database.pool, ['ada'], { act: 'archived' })
    expect(endings(await reorder(database.pool, { title: [late] }))).toEqual({})
    expect((await people()).ada).toMatchObject({ title: 'early' })
    await byHand(database.pool, ['ada'], { act: 'restored' })
    expect((await people()).ada).toMatchObject({ title: 'late' })
  })

  it('fails by name for whom it would give what somebody else has, and looks at them again', async () => {
    await say(early, { ada: {}, bob: {} })
    await takeList(database.pool, [{ id: 'x', row: { username: 'ada', email: 'bob@muster.test' } }], {
      source: late,
    })
    const planned = await reorder(database.pool, { email: [late] })
    expect(planned.outcomes[0]?.problems).toEqual([
      { field: 'Email', message: '"bob@muster.test" already belongs to bob' },
    ])
    expect((await people()).ada).toMatchObject({ email: 'ada@muster.test' })
    const { rows } = await database.pool.query(
      'select distinct raw_hash from source_record r join person p on p.id = r.object_id where username = $1',
      ['ada'],
    )
    expect(rows).toEqual([{ raw_hash: null }])
  })

  it('of a field of devices changes devices', async () => {
    const laptop = (more: JsonObject) => [{ id: '1', row: { name: 'L1', serial_number: 'S1', ...more } }]
    const object = 'device'
    await takeList(database.pool, laptop({ model: 'early' }), { source: early, object })
    await takeList(database.pool, laptop({ model: 'late' }), { source: late, object })
    const planned = await reorder(database.pool, { 'device.model': [late] })
    expect(planned.outcomes.map(({ changes }) => changes)).toEqual([{ model: ['early', 'late'] }])
    expect(await readHistory(database.pool, planned)).toMatchObject([
      { object, field: 'model', after: 'late' },
    ])
  })

  it('is as it was before when the order before comes back', async () => {
    await say(early, { ada: { title: 'early' }, bob: { title: 'early' } })
    await say(late, { ada: { title: 'late' }, bob: { title: 'late' } })
    const planned = await reorder(database.pool, { title: [late] })
    const { rows } = await database.pool.query('select orders_before from run where id = $1', [
      planned.scope.runId,
    ])
    expect(rows[0]?.orders_before).toEqual({ title: [] })
    await say(late, { bob: { title: 'later' } })
    await reorder(database.pool, rows[0]?.orders_before)
    expect(await people()).toMatchObject({ ada: { title: 'early' }, bob: { title: 'early' } })
  })
})
