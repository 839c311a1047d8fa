import { describe, expect, it } from 'vitest'
import planhat from '../../../connectors/planhat.ts'
import { text } from '../../connect/manifest.ts'
import { field, mappableRoles, personFields } from '../test-data/person-fields.ts'
import type { Mapping, MappingEntry } from './configuration.ts'
import { missingForLaunch } from './missing-for-launch.ts'
import { fieldsNeeded, rootsNeeded } from './needs.ts'
import { mappingProblems } from './rules.ts'

const load = planhat.loads.users
const fields = [...personFields, field('shoe_size', 'Shoe size', 'text', { core: false, retired: true })]
const context = { load, fields, mappableRoles }

const username: MappingEntry = { target: 'username', source: { kind: 'field', field: 'email' } }
const email: MappingEntry = { target: 'email', source: { kind: 'field', field: 'email' } }
const role: MappingEntry = { target: 'role', source: { kind: 'constant', value: 'Employee' } }
const complete: Mapping = { entries: [username, email, role], syncKeys: [{ field: 'email', update: true }] }

describe('saving a mapping', () => {
  it('is possible when nothing is wrong, complete or not', () => {
    expect(mappingProblems(complete, context)).toEqual([])
    expect(mappingProblems({ entries: [], syncKeys: [] }, context)).toEqual([])
  })

  it.each<[string, MappingEntry, string]>([
    ['an unknown field', { ...email, target: 'hat_size' }, 'There is no field "hat_size"'],
    ['an inherited name', { ...email, target: 'constructor' }, 'There is no field "constructor"'],
    ['a retired field', { ...email, target: 'shoe_size' }, 'Shoe size is retired'],
    ['a second entry for a field', email, 'Email is mapped twice'],
    [
      'an unknown source',
      { target: 'title', source: { kind: 'field', field: 'toString' } },
      'Title: the load has no field "toString"',
    ],
    [
      'a type that never fits',
      { target: 'start_date', source: { kind: 'field', field: 'teams' } },
      'Team Ids, a list, can never become Start date, a date',
    ],
    ['a broken expression', { target: 'title', source: { kind: 'custom', expression: 'a..b' } }, 'Title: '],
    [
      'an unknown pipe',
      { target: 'title', source: { kind: 'field', field: 'type' }, pipes: 'shout' },
      'Title, pipes: ',
    ],
    [
      'pipes that read the record',
      { target: 'title', source: { kind: 'field', field: 'type' }, pipes: 'default(email)' },
      'Title, pipes: ',
    ],
    [
      'a constant that does not fit',
      { target: 'start_date', source: { kind: 'constant', value: 'soon' } },
      'Start date: the text "soon" is no ISO 8601 date',
    ],
    [
      'a blank constant',
      { target: 'title', source: { kind: 'constant', value: ' ' } },
      'Title: the constant is empty',
    ],
    [
      'a constant written as an expression that does not fit',
      { target: 'employment_status', source: { kind: 'custom', expression: '"away"' } },
      'Employment status: the text "away" is none of the options',
    ],
    [
      'the same for everybody where people must differ',
      { target: 'planhat_user_id', source: { kind: 'constant', value: 'x' } },
      'Planhat User ID tells people apart',
    ],
    [
      'the run where people must differ',
      { target: 'planhat_user_id', source: { kind: 'field', field: 'connect.run' } },
      'Planhat User ID tells people apart',
    ],
  ])('names %s', (_, entry, message) => {
    const problems = mappingProblems({ ...complete, entries: [...complete.entries, entry] }, context)
    expect(problems).toEqual([{ field: 'entries[3]', message: expect.stringContaining(message) }])
  })

  it.each(['Administrator', 'Editor', 'Boss'])('refuses the role %s', (value) => {
    const entries = [username, email, { ...role, source: { kind: 'constant', value } } as const]
    expect(mappingProblems({ ...complete, entries }, context)).toEqual([
      { field: 'entries[2]', message: expect.stringContaining('only roles without write rights') },
    ])
  })

  it('lets pipes make a fitting value of a list', () => {
    const entry: MappingEntry = { target: 'title', source: { kind: 'field', field: 'teams' }, pipes: 'join' }
    expect(mappingProblems({ ...complete, entries: [...complete.entries, entry] }, context)).toEqual([])
  })

  it.each([
    ['title', 'Title does not tell people apart'],
    ['planhat_user_id', 'Planhat User ID is a sync key but not mapped'],
    ['hat_size', 'There is no field "hat_size"'],
    ['shoe_size', 'Shoe size is retired'],
    ['email', 'Email is a sync key already'],
  ])('refuses %s as a second sync key', (key, message) => {
    const syncKeys = [...complete.syncKeys, { field: key, update: false }]
    expect(mappingProblems({ ...complete, syncKeys }, context)).toEqual([
      { field: 'syncKeys[1]', message: expect.stringContaining(message) },
    ])
  })

  it.each([
    ['costCenter', text('Cost center', 'a'), 'must be "custom."'],
    ['custom.__proto__', text('Cost center', 'a'), 'must be "custom."'],
    ['custom.a', text(' ', 'a'), 'needs a label'],
    ['custom.a', text('email', 'a'), 'already a field "email"'],
    ['custom.a', text('Cost center', 'a |'), ''],
  ])('checks the field a customer added: %s %j', (key, added, message) => {
    expect(mappingProblems({ ...complete, customFields: { [key]: added } }, context)).toEqual([
      { field: `customFields.${key}`, message: expect.stringContaining(message) },
    ])
  })

  it('names everything at once', () => {
    const mapping: Mapping = {
      entries: [{ ...email, target: 'hat_size' }, email, email],
      syncKeys: [{ field: 'title', update: true }],
    }
    const places = mappingProblems(mapping, context).map((problem) => problem.field)
    expect(places).toEqual(['entries[0]', 'entries[2]', 'syncKeys[0]'])
  })
})

describe('a launch', () => {
  it('lacks nothing with username, e-mail, role and a sync key', () => {
    expect(missingForLaunch(complete, fields)).toEqual([])
  })

  it('names all that is missing, a sentence each', () => {
    expect(missingForLaunch({ entries: [], syncKeys: [] }, fields)).toEqual([
      { field: 'username', message: 'Map Username: nobody can be created without it.' },
      { field: 'email', message: 'Map Email: nobody can be created without it.' },
      { field: 'role', message: 'Choose the Role that loaded people get, one without write rights.' },
      { field: 'syncKeys', message: expect.stringContaining('Choose a sync key') },
    ])
  })

  it("asks for a customer's mandatory field too, until it is retired", () => {
    const badge = field('badge', 'Badge', 'text', { core: false, mandatory: true })
    expect(missingForLaunch(complete, [...fields, badge]).map((one) => one.field)).toEqual(['badge'])
    expect(missingForLaunch(complete, [...fields, { ...badge, retired: true }])).toEqual([])
  })
})

describe('what a run has to read', () => {
  const mapping: Mapping = {
    customFields: { 'custom.center': text('Center', 'custom["Cost Center"]') },
    entries: [
      username,
      email,
      role,
      { target: 'title', source: { kind: 'custom', expression: 'segment ?? poc[0]' } },
      { target: 'department', source: { kind: 'field', field: 'custom.center' } },
      { target: 'location', source: { kind: 'field', field: 'connect.credentials' } },
    ],
    syncKeys: [],
  }
  const condition = { field: 'isInactive', operator: 'equals', value: true } as const

  it('are the fields of mapping and conditions, each once', () => {
    expect(fieldsNeeded(mapping, { combine: 'and', rules: [condition, condition] })).toEqual([
      'email',
      'custom.center',
      'connect.credentials',
      'isInactive',
    ])
  })

  it('are the properties that these are found under', () => {
    expect([...rootsNeeded(load, mapping, condition)].sort()).toEqual([
      'custom',
      'email',
      'inactive',
      'poc',
      'segment',
    ])
  })
})
