import { expect, it } from 'vitest'
import { acme } from '../../test/fake-vendor.ts'
import type { Json, JsonObject } from '../lib/value.ts'
import { judgeRecord, keptRecord, recordId } from './record.ts'

const people = acme.loads.people
const place = { page: 3, position: 17 }
const judge = (record: Json) => judgeRecord(record, people, place)
const nested = (levels: number): Json => (levels === 0 ? 1 : { a: nested(levels - 1) })

it('takes a record with an id', () => {
  expect(judge({ id: 'a1', name: 'Zoë 李 🐉', custom: { Start: null, Team: ['x'] } })).toEqual({ id: 'a1' })
  expect(judge({ id: 'a1', deep: nested(63) })).toEqual({ id: 'a1' })
  expect(judge({ id: 'a1', bio: 'é'.repeat(32 * 1024) })).toEqual({ id: 'a1' })
  expect(judge({ id: 'a1', list: Array(10_000).fill('x') })).toEqual({ id: 'a1' })
})

it.each<[string, Json, RegExp, string]>([
  ['null', null, /is null/, 'record 17 of page 3'],
  ['a list', [], /is a list/, 'record 17 of page 3'],
  ['a text', 'a1', /is a text/, 'record 17 of page 3'],
  ['no id', { name: 'x' }, /has no id/, 'record 17 of page 3'],
  ['an empty id', { id: ' ' }, /has no id/, 'record 17 of page 3'],
  ['an id of null', { id: null }, /has no id/, 'record 17 of page 3'],
  ['a number for an id', { id: 7 }, /id that is a number, not a text/, '7 (record 17 of page 3)'],
  ['a list for an id', { id: ['7'] }, /id that is a list/, 'record 17 of page 3'],
  ['an endless id', { id: 'x'.repeat(257) }, /more than 256 characters/, `${'x'.repeat(60)}…`],
  ['an id with a NUL', { id: 'a\u0000b' }, /cannot be shown/, 'ab'],
  ['an id with half a character', { id: 'a\ud800' }, /cannot be shown/, 'a\ufffd'],
  [
    'a name of 64 KiB and 1',
    { id: 'a1', name: 'x'.repeat(65_537) },
    /more than 64 KiB of text in name/,
    'a1',
  ],
  ['a long text deep inside', { id: 'a1', custom: { a: ['é'.repeat(32_769)] } }, /text in custom/, 'a1'],
  ['65 levels', { id: 'a1', deep: nested(64) }, /more than 64 levels deep at deep/, 'a1'],
  ['1,900 levels', { id: 'a1', deep: nested(1900) }, /more than 64 levels/, 'a1'],
  [
    '501 properties',
    { id: 'a1', ...Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`p${i}`, i])) },
    /more than 500 properties/,
    'a1',
  ],
])('tells what is wrong with a record that is or has %s', (_, record, problem, label) => {
  expect(judge(record)).toMatchObject({ problem: expect.stringMatching(problem), label })
})

it.each<[Json, string | undefined]>([
  [7, '7'],
  [0, '0'],
  ['a7', 'a7'],
  [7.5, undefined],
  [2 ** 53, undefined],
  [true, undefined],
])('where records are numbered, takes the id %j for %j', (id, expected) => {
  const numbered = { ...people, numbered: true } as const
  expect(recordId({ id }, numbered)).toBe(expected)
  const judged = judgeRecord({ id }, numbered, place)
  expect(judged).toMatchObject(expected === undefined ? { problem: expect.any(String) } : { id: expected })
})

it('keeps of objects in lists what the load wants of them', () => {
  const load = { ...people, keep: { apps: ['name'] } }
  const sent = { id: 'a1', apps: [{ name: 'x', cves: [1] }, 'odd', {}], cves: [1] }
  expect(keptRecord(sent, load)).toEqual({ id: 'a1', apps: [{ name: 'x' }, 'odd', {}], cves: [1] })
  expect(keptRecord({ id: 'a1', apps: 'none' }, load)).toEqual({ id: 'a1', apps: 'none' })
})

it('reads ids from own properties only', () => {
  expect(judgeRecord({}, { ...people, id: 'constructor.name' }, place)).toMatchObject({ problem: /has no/ })
  expect(recordId({ meta: { id: 'm1' } }, { ...people, id: 'meta.id' })).toBe('m1')
  expect(recordId({ id: 5 }, people)).toBeUndefined()
})

it('keeps everything but what the load denies', () => {
  const record: JsonObject = JSON.parse(
    '{"id":"a1","name":"x\\u0000\\ud800","apiTokens":["t"],"__proto__":{"admin":true},"custom":{"__proto__":1,"apiTokens":2}}',
  )
  const raw = JSON.stringify(keptRecord(record, people))
  expect(raw).toBe('{"id":"a1","name":"x\\u0000\\ud800","custom":{"__proto__":1,"apiTokens":2}}')
  expect(Object.hasOwn(record, 'apiTokens')).toBe(true)
  const plain = { id: 'a1', name: 'y' }
  expect(keptRecord(plain, people)).toBe(plain)
  const polluting: JsonObject = JSON.parse('{"id":"a1","__proto__":{"admin":true}}')
  expect(JSON.stringify(keptRecord(polluting, people))).toBe('{"id":"a1"}')
  expect(Object.keys(Object.prototype)).toEqual([])
})
