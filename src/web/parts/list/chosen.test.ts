import { expect, it } from 'vitest'
import { choose, countChosen, everybody, isChosen, nobody, range } from './chosen.ts'

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
const shown = (chosen: Parameters<typeof isChosen>[0]) =>
  rows.flatMap(({ id }) => (isChosen(chosen, id) ? [id] : []))

it('rows are chosen and let go one by one, among none and among all', () => {
  const some = choose(choose(nobody, ['a', 'b'], true), ['a'], false)
  expect([shown(some), countChosen(some, 100)]).toEqual([['b'], 1])
  const others = choose(choose(everybody, ['a', 'b'], false), ['a'], true)
  expect([shown(others), countChosen(others, 100)]).toEqual([['a', 'c', 'd'], 99])
  expect(countChosen(others, undefined)).toBeUndefined()
})

it('a range goes both ways, and begins with itself where its other end is not there', () => {
  expect(range(rows, 'b', 'd')).toEqual(['b', 'c', 'd'])
  expect(range(rows, 'd', 'b')).toEqual(['b', 'c', 'd'])
  expect([range(rows, undefined, 'c'), range(rows, 'gone', 'c')]).toEqual([['c'], ['c']])
})
