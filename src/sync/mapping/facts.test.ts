import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import planhat from '../../../connectors/planhat.ts'
import { number, text } from '../../connect/manifest.ts'
import type { Json } from '../../lib/value.ts'
import { ana, bare, origin } from '../test-data/planhat-records.ts'
import { describer } from './facts.ts'

const load = planhat.loads.users
const tell = describer(load, { origin })

describe('facts of a Planhat user', () => {
  it('are labelled, typed and trimmed', () => {
    const facts = tell(ana)
    expect(facts.id).toBe(ana._id)
    expect(facts.fields).toMatchObject({
      email: 'ana.lindqvist@example.com',
      isAdmin: true,
      isDeveloper: false,
      isInactive: false,
      creationDate: '2023-07-02T21:58:58.412Z',
      timeZoneOffset: 1,
      version: 13,
      roles: 'Administrator',
      teams: ['64a1f0c2b7e4d90012ab3500'],
    })
    expect(facts.account).toEqual({
      role: 'Administrator',
      active: true,
      removed: false,
      lastActiveAt: undefined,
    })
    expect(facts.problems).toEqual({})
  })

  it('tell what is missing from what is empty', () => {
    const { fields, account } = tell(bare)
    expect(fields).toMatchObject({ email: null, lastName: null })
    expect(fields.firstName).toBeUndefined()
    expect(fields.isInactive).toBeUndefined()
    expect(account).toEqual({
      role: undefined,
      active: undefined,
      removed: undefined,
      lastActiveAt: undefined,
    })
  })

  it.each([
    [{ _id: 'a', inactive: false, removed: true }, false],
    [{ _id: 'a', removed: true }, false],
    [{ _id: 'a', inactive: true, removed: false }, false],
    [{ _id: 'a', inactive: null }, null],
  ])('never call a removed account active: %j', (record, active) => {
    expect(tell(record).account.active).toBe(active)
  })

  it.each([[null], [[]], ['text'], [{}], [{ _id: '' }], [{ _id: {} }]])('have no id in %j', (record) => {
    expect(tell(record as Json).id).toBeUndefined()
  })

  it('say where they come from', () => {
    expect(tell(bare).fields).toMatchObject({
      'connect.syncTime': '2026-03-01T08:00:00.000Z',
      'connect.credentials': 'Planhat production',
      'connect.integration': 'Planhat people',
      'connect.run': 'run_1',
    })
  })
})

describe('a describer', () => {
  it('notes what it cannot read at its field and goes on', () => {
    const facts = tell({ ...ana, tzOffset: 'far east', inactive: 'perhaps' })
    expect(Object.keys(facts.problems).sort()).toEqual(['account.active', 'isInactive', 'timeZoneOffset'])
    expect(facts.problems.timeZoneOffset).toContain('far east')
    expect(facts.fields.timeZoneOffset).toBeUndefined()
    expect(facts.fields.firstName).toBe('Ana')
  })

  it('reads only what is wanted', () => {
    const facts = describer(load, { origin, fields: ['email', 'email'] })({ ...ana, tzOffset: 'far east' })
    expect(facts.fields).toEqual({ email: 'ana.lindqvist@example.com' })
    expect(facts.problems).toEqual({})
  })

  it("reads a customer's own fields by path", () => {
    const customFields = {
      'custom.costCenter': text('Cost center', 'custom["Cost Center"]'),
      'custom.rating': number('Rating', 'custom.Rating'),
    }
    const facts = describer(load, { origin, customFields })(ana)
    expect(facts.fields).toMatchObject({ 'custom.costCenter': 'SE-204', 'custom.rating': 4.5 })
  })

  it('refuses a field that the load does not have', () => {
    expect(() => describer(load, { origin, fields: ['shoeSize'] })).toThrow('no field "shoeSize"')
  })

  it('takes any JSON, and leaves the world as it was', () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    const anyRecord = fc.oneof(
      fc.jsonValue(),
      fc.record(Object.fromEntries(Object.keys(ana).map((key) => [key, fc.jsonValue()])), {
        requiredKeys: [],
      }),
    )
    fc.assert(
      fc.property(anyRecord, (record) => {
        // fast-check's JSON is ours, only declared as unknown.
        expect(() => tell(record as Json)).not.toThrow()
      }),
    )
    tell(JSON.parse('{"__proto__": {"email": "evil@example.com"}, "constructor": {"prototype": {"x": 1}}}'))
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  })

  it('reads own properties only', () => {
    const facts = tell(JSON.parse('{"_id": "a", "__proto__": {"email": "evil@example.com"}}'))
    expect(facts.fields.email).toBeUndefined()
  })
})
