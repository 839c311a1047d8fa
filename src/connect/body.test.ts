import { expect, it } from 'vitest'
import { acme } from '../../test/fake-vendor.ts'
import { readJson, readRecords } from './body.ts'

const url = new URL('https://api.acme.example/people?limit=8')
const people = acme.loads.people
const read = (body: string | Buffer, type = 'application/json') =>
  readJson({ headers: { 'content-type': type }, body: Buffer.from(body) }, url)

it.each<[string, string | Buffer]>([
  ['a list', '[{"id":"1"}]'],
  ['a list after a byte order mark', '\ufeff[{"id":"1"}]'],
  ['a list with blanks around it', ' \n[{"id":"1"}]\r\n '],
])('reads %s', (_, body) => {
  expect(read(body)).toEqual([{ id: '1' }])
})

it.each<[string, string | Buffer]>([
  ['cut off', '[{"id":"1"},{"id"'],
  ['empty', ''],
  ['NaN', '[{"id":NaN}]'],
  ['followed by garbage', '[]x'],
  ['not UTF-8', Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])],
  ['UTF-16', Buffer.from('\ufeff[]', 'utf16le')],
  ['UTF-16 without a mark', Buffer.from('[]', 'utf16le')],
])('calls a body garbled that is %s, so that it is asked for again', (_, body) => {
  expect(() => read(body)).toThrow(
    expect.objectContaining({ code: 'vendor.odd', detail: expect.objectContaining({ reason: 'garbled' }) }),
  )
})

it.each([
  ['<!doctype html><p>Sign in', 'application/json'],
  ['\ufeff \n<html>', 'application/json'],
  ['[]', 'text/html; charset=utf-8'],
])('names an HTML page for what it is: %j as %s', (body, type) => {
  expect(() => read(body, type)).toThrow(/an HTML page \(a proxy or login page\?\)/)
})

it('refuses what was packed twice', () => {
  expect(() => read(Buffer.from([0x1f, 0x8b, 8]))).toThrow(/packed twice/)
})

it('refuses a large answer that is all brackets before parsing it', () => {
  const half = 3 * 2 ** 20
  expect(() => read('['.repeat(half) + ']'.repeat(half))).toThrow(/10000 levels/)
  expect(read(JSON.stringify(['['.repeat(half), '\\"['.repeat(half)]))).toHaveLength(2)
})

it('leaves a record that is nested too deep to be judged by itself', () => {
  const deep = `${'{"a":'.repeat(7000)}1${'}'.repeat(7000)}`
  expect(read(`[{"_id":"1"},{"_id":"2","custom":${deep}}]`)).toHaveLength(2)
})

it.each([
  ['{}', 'an empty object'],
  ['null', 'null'],
  ['""', 'a text'],
  ['17', 'a number'],
  ['{"error":"secret words"}', 'an object with an error'],
  ['{"data":[]}', 'an object'],
])('never takes %s for an empty list', (body, said) => {
  const reading = () => readRecords(read(body), people, url)
  expect(reading).toThrow(expect.objectContaining({ code: 'vendor.odd' }))
  expect(reading).toThrow(said)
  expect(reading).not.toThrow('secret words')
})

it('finds the records where the load says they are', () => {
  const nested = { ...people, records: 'answer.people' }
  expect(readRecords(read('{"answer":{"people":[1]}}'), nested, url)).toEqual([1])
  for (const body of ['[]', '{"answer":[]}', '{"answer":{"people":{}}}', '{"people":[]}'])
    expect(() => readRecords(read(body), nested, url)).toThrow(/"answer.people"/)
  expect(() => readRecords(read('{}'), { ...people, records: 'constructor' }, url)).toThrow(/expects a list/)
})
