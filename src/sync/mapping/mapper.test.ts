import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import planhat from '../../../connectors/planhat.ts'
import { text } from '../../connect/manifest.ts'
import type { Json } from '../../lib/value.ts'
import { field, mappableRoles, personFields } from '../test-data/person-fields.ts'
import { ana, bare, origin } from '../test-data/planhat-records.ts'
import type { Mapping, MappingEntry, Source } from './configuration.ts'
import { describer } from './facts.ts'
import { mapper } from './mapper.ts'
import { fieldsNeeded } from './needs.ts'

const load = planhat.loads.users
const fields = [
  ...personFields,
  field('is_admin', 'Is admin', 'boolean', { core: false }),
  field('seats', 'Seats', 'integer', { core: false }),
  field('synced_at', 'Synced at', 'datetime', { core: false }),
]
const context = { load, fields, mappableRoles }

function from(target: string, source: string, pipes?: string): MappingEntry {
  return { target, source: { kind: 'field', field: source }, ...(pipes === undefined ? {} : { pipes }) }
}

function custom(target: string, expression: string): MappingEntry {
  return { target, source: { kind: 'custom', expression } }
}

function constant(target: string, value: Extract<Source, { kind: 'constant' }>['value']): MappingEntry {
  return { target, source: { kind: 'constant', value } }
}

function mapWith(mapping: Mapping, record: Json) {
  const { customFields } = mapping
  const describe = describer(load, { origin, customFields, fields: fieldsNeeded(mapping) })
  return mapper(mapping, context)(describe(record), record)
}

function map(entries: readonly MappingEntry[], record: Json) {
  return mapWith({ entries, syncKeys: [] }, record)
}

describe('mapping', () => {
  it('feeds several fields from one source', () => {
    expect(map([from('username', 'email', 'lower'), from('email', 'email')], ana)).toEqual({
      row: { username: 'ana.lindqvist@example.com', email: 'ana.lindqvist@example.com' },
      keys: null,
      volatile: null,
    })
  })

  it('leaves out what is missing and keeps what is empty', () => {
    const entries = [from('email', 'email'), from('first_name', 'firstName'), from('last_name', 'lastName')]
    expect(map(entries, bare)).toStrictEqual({
      row: { email: null, last_name: null },
      keys: null,
      volatile: null,
    })
  })

  it('takes constants, custom paths and pipes', () => {
    const entries = [
      constant('role', 'employee'),
      custom('department', 'custom["Cost Center"]'),
      custom('title', '{{firstName}} of {{custom["Cost Center"]}}'),
      from('planhat_user_id', 'userId', 'upper'),
      from('location', 'nickname', 'map("Ana", "Stockholm")'),
    ]
    expect(map(entries, ana)).toMatchObject({
      row: {
        role: 'employee',
        department: 'SE-204',
        title: 'Ana of SE-204',
        planhat_user_id: '64A1F0C2B7E4D90012AB34C1',
        location: 'Stockholm',
      },
    })
  })

  it("reads a customer's own fields of the load", () => {
    const mapping: Mapping = {
      customFields: { 'custom.costCenter': text('Cost center', 'custom["Cost Center"]') },
      entries: [from('department', 'custom.costCenter')],
      syncKeys: [],
    }
    expect(mapWith(mapping, ana)).toMatchObject({ row: { department: 'SE-204' } })
  })

  it("turns every value into its field's type", () => {
    const entries = [
      from('title', 'version'),
      from('seats', 'version'),
      from('is_admin', 'isAdmin'),
      from('phone', 'isAdmin'),
      custom('start_date', '"2024-02-29"'),
    ]
    expect(map(entries, ana)).toMatchObject({
      row: { title: '13', seats: 13, is_admin: true, phone: 'true', start_date: '2024-02-29' },
    })
  })

  it('collects every problem of a record, each with its field and reason', () => {
    const entries = [
      from('email', 'email'),
      from('first_name', 'firstName'),
      from('seats', 'timeZoneOffset'),
      from('is_admin', 'isInactive'),
    ]
    const record = { ...ana, email: 'nobody', tzOffset: 5.5, inactive: 'perhaps' }
    expect(map(entries, record)).toMatchObject({
      problems: [
        { field: 'Email', message: expect.stringContaining('"nobody" is no e-mail address') },
        { field: 'Seats', message: expect.stringContaining('5.5 is no whole number') },
        { field: 'Is admin', message: expect.stringContaining('"perhaps" is neither true nor false') },
      ],
    })
  })

  it('does not mind an unreadable fact that nothing is mapped from', () => {
    expect(map([from('first_name', 'firstName')], { ...ana, tzOffset: 'far east' })).toMatchObject({
      row: { first_name: 'Ana' },
    })
  })

  it('fails a record whose pipe cannot take the value', () => {
    expect(map([from('title', 'teams', 'at(0) | before("-") | epoch("s")')], ana)).toMatchObject({
      problems: [{ field: 'Title', message: expect.any(String) }],
    })
  })

  it.each(['Administrator', 'editor'])('never gives a role with write rights: %s', (role) => {
    const found = map([custom('role', 'custom.Role')], { ...ana, custom: { Role: role } })
    expect(found).toMatchObject({
      problems: [{ field: 'Role', message: expect.stringContaining('only roles without write rights') }],
    })
  })

  it('gives a role without write rights', () => {
    const found = map([custom('role', 'custom.Role')], { ...ana, custom: { Role: 'viewer' } })
    expect(found).toMatchObject({ row: { role: 'viewer' } })
  })

  it('only finds by a sync key that is not updated', () => {
    const mapping: Mapping = {
      entries: [from('email', 'email'), from('planhat_user_id', 'userId')],
      syncKeys: [
        { field: 'email', update: true },
        { field: 'planhat_user_id', update: false },
      ],
    }
    expect(mapWith(mapping, ana)).toEqual({
      row: { email: 'ana.lindqvist@example.com' },
      keys: { planhat_user_id: ana._id },
      volatile: null,
    })
  })

  it('keeps what differs in every run apart', () => {
    const entries = [from('first_name', 'firstName'), from('synced_at', 'connect.syncTime')]
    expect(map(entries, ana)).toEqual({
      row: { first_name: 'Ana' },
      keys: null,
      volatile: { synced_at: '2026-03-01T08:00:00.000Z' },
    })
  })

  it('refuses to begin with a mapping that has problems', () => {
    expect(() => map([from('shoe_size', 'email')], ana)).toThrow('There is no field "shoe_size"')
  })

  it('takes any JSON, and leaves the world as it was', () => {
    const entries = [
      from('username', 'email', 'lower'),
      from('email', 'email'),
      constant('role', 'Employee'),
      from('is_admin', 'isAdmin'),
      from('seats', 'version'),
      from('start_date', 'creationDate'),
      custom('title', 'custom["Cost Center"] ?? roles[0].name | upper'),
      custom('location', 'valueOf.name'),
      custom('phone', 'hasOwnProperty ?? toString'),
      from('manager', 'managers', 'join(", ")'),
    ]
    const mapping: Mapping = { entries, syncKeys: [{ field: 'email', update: true }] }
    const describe = describer(load, { origin })
    const map = mapper(mapping, context)
    const before = Object.getOwnPropertyNames(Object.prototype)
    const likeAna = fc.record(
      Object.fromEntries([...Object.keys(ana), 'managers'].map((key) => [key, fc.jsonValue()])),
      { requiredKeys: [] },
    )
    const odd = fc.constantFrom('{"__proto__":{"email":"x@y"}}', '{"constructor":{"prototype":{"a":1}}}')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          likeAna,
          odd.map((json) => JSON.parse(json)),
        ),
        (record) => {
          // fast-check's JSON is ours, only declared as unknown.
          const json = record as Json
          const found = map(describe(json), json)
          expect('volatile' in found || found.problems.length > 0).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  })
})
