import { describe, expect, it } from 'vitest'
import { named, planhat } from '../../test/directory/listed.ts'
import { endings } from '../../test/directory/outcomes.ts'
import { planList, takeList } from '../../test/directory/plans.ts'
import { newSource, readAccounts, readPeople } from '../../test/directory/tables.ts'
import { freshDirectory } from '../../test/fresh-directory.ts'
import type { JsonObject } from '../lib/value.ts'

const database = freshDirectory()

const ada = async () => (await readPeople(database.pool)).ada

/** What a source says of Ada. */
const say = (source: string, more: JsonObject) =>
  takeList(database.pool, [{ id: `ada-${source}`, row: { ...named('ada'), ...more } }], { source })

describe('of several sources', () => {
  it('the earlier launched wins, whoever spoke first', async () => {
    const { pool } = database
    const [early, late] = [await newSource(pool, 1), await newSource(pool, 2)]
    await say(late, { title: 'late', phone: 'late' })
    await say(early, { title: 'early' })
    expect(await ada()).toMatchObject({ title: 'early', phone: 'late' })
    const planned = await say(late, { title: 'later', phone: 'later' })
    expect(planned.outcomes[0]?.changes).toEqual({ phone: ['late', 'later'] })
    expect(await ada()).toMatchObject({ title: 'early', phone: 'later' })
  })

  it('one launched before comes before one that was never launched', async () => {
    const { pool } = database
    await takeList(pool, [{ id: '1', row: named('ada', { title: 'now' }) }])
    await say(await newSource(pool, 1), { title: 'long ago' })
    expect(await ada()).toMatchObject({ title: 'long ago' })
  })

  it('a hand comes before every integration, and gives way when it lets go', async () => {
    const { pool } = database
    const [early, hand] = [await newSource(pool, 1), await newSource(pool, 3, 'hand')]
    await say(early, { title: 'early' })
    await say(hand, { title: 'by hand' })
    await say(early, { title: 'earlier' })
    expect(await ada()).toMatchObject({ title: 'by hand' })
    await say(hand, { title: null })
    expect(await ada()).toMatchObject({ title: 'earlier' })
  })

  it('an empty value lets the next one speak, a missing one keeps the last', async () => {
    const { pool } = database
    const [early, late] = [await newSource(pool, 1), await newSource(pool, 2)]
    await say(early, { title: 'early', phone: 'early' })
    await say(late, { title: 'late', phone: 'late' })
    await say(early, { title: null })
    expect(await ada()).toMatchObject({ title: 'late', phone: 'early' })
    const planned = await say(late, { title: null })
    expect(planned.outcomes[0]?.changes).toEqual({ title: ['late', null] })
    expect(await ada()).not.toHaveProperty('title')
  })

  it('one that only repeats what is known still speaks when the first falls silent', async () => {
    const { pool } = database
    const [early, late] = [await newSource(pool, 1), await newSource(pool, 2)]
    await say(early, { title: 'same' })
    expect(endings(await say(late, { title: 'same' }))).toEqual({ [`ada-${late}`]: 'updated linked' })
    expect(endings(await say(late, { title: 'same' }))).toEqual({})
    await say(early, { title: null })
    expect(await ada()).toMatchObject({ title: 'same' })
  })
})

describe('of several records of one list', () => {
  const two = (first: JsonObject, second: JsonObject, standings: readonly number[]) => [
    { id: '1', row: named('ada', first), standing: standings[0] ?? 0 },
    { id: '2', row: named('ada', second), standing: standings[1] ?? 0 },
  ]

  it('the better standing speaks, field by field, and hands over when it is removed', async () => {
    const { pool } = database
    await takeList(pool, two({ title: 'a' }, { title: 'b', phone: '2' }, [0, 1]))
    expect(await ada()).toMatchObject({ title: 'a', phone: '2' })
    await takeList(pool, two({ title: 'a' }, { title: 'b', phone: '2' }, [2, 1]))
    expect(await ada()).toMatchObject({ title: 'b', phone: '2' })
  })

  it('one that did not change still counts when only the other is looked at', async () => {
    const { pool } = database
    await takeList(pool, two({ title: 'a' }, { title: 'b', phone: '2' }, [0, 1]))
    await takeList(pool, [{ id: '2', row: named('ada', { title: 'c', phone: '3' }), standing: 1 }])
    expect(await ada()).toMatchObject({ title: 'a', phone: '3' })
  })

  it('what was said while nobody could be found is not lost', async () => {
    const { pool } = database
    await takeList(pool, [{ id: '1', row: { title: 'early bird' } }], { application: planhat })
    expect((await readAccounts(pool))[1]).toMatchObject({ person: null })
    const planned = await takeList(pool, [{ id: '1', row: named('ada') }], { application: planhat })
    expect(endings(planned)).toEqual({ 1: 'created' })
    expect(await ada()).toMatchObject({ title: 'early bird' })
    expect((await readAccounts(pool))[1]).toMatchObject({ person: 'ada' })
    expect(endings(await planList(pool, [{ id: '1', row: named('ada') }], { application: planhat }))).toEqual(
      {},
    )
  })
})
