import { expect, it } from 'vitest'
import type { JsonObject } from '../lib/value.ts'
import { readPath } from './path.ts'

const record: JsonObject = { id: 'a1', meta: { items: [1], none: null }, 'odd name': '' }

it.each([
  ['id', 'a1'],
  ['odd name', ''],
  ['meta.items', [1]],
  ['meta.none', null],
  ['meta.none.more', undefined],
  ['meta.items.0', undefined],
  ['missing', undefined],
  ['toString', undefined],
  ['__proto__', undefined],
  ['meta.constructor', undefined],
  ['', undefined],
])('reads "%s" as %j', (path, value) => {
  expect(readPath(record, path)).toEqual(value)
})
