import { expect, it } from 'vitest'
import { atAcme } from '../../test/at-acme.ts'
import { acme, json } from '../../test/fake-vendor.ts'
import { lookUp } from './lookup.ts'

const { vendor, reading } = atAcme()

it('finds a record where the vendor puts it in the answer', async () => {
  vendor.behave((request, response) =>
    json(response, request.url === '/people/p1' ? { person: { id: 'p1' } } : { id: 'p2' }),
  )
  const one = reading({ load: { ...acme.loads.people, record: 'person' } })
  expect(await Promise.all(['p1', 'p2'].map((id) => lookUp(one, id)))).toEqual(['there', 'unknown'])
})

it('tells a record that the vendor only keeps as deleted from one that is there', async () => {
  vendor.behave((request, response) => {
    const id = request.url?.split('/').at(-1) ?? ''
    json(response, { id, deleted: { p1: true, p2: 'no' }[id] })
  })
  const people = { ...acme.loads.people, account: { removed: 'deleted' } }
  const one = reading({ load: people })
  expect(await Promise.all(['p1', 'p2', 'p3'].map((id) => lookUp(one, id)))).toEqual([
    'removed',
    'there',
    'there',
  ])
})

it('finds out whether one record is still there', async () => {
  vendor.behave((request, response) => {
    if (request.url === '/people/p1') return json(response, { id: 'p1' })
    if (request.url === '/people/p2') return json(response, { id: 'p1' })
    if (request.url === '/people/p3') return json(response, [])
    json(response, {}, request.url === '/people/p4' ? 404 : 403)
  })
  const one = reading()
  expect(await Promise.all(['p1', 'p2', 'p3', 'p4', ''].map((id) => lookUp(one, id)))).toEqual([
    'there',
    'unknown',
    'unknown',
    'gone',
    'unknown',
  ])
  expect(await lookUp(one, 'p5')).toBe('refused')
})
