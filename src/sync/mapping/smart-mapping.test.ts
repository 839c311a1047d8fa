import { describe, expect, it } from 'vitest'
import planhat from '../../../connectors/planhat.ts'
import { type Load, type LoadField, text } from '../../connect/manifest.ts'
import { labelPairs } from '../test-data/label-pairs.ts'
import { field, personFields } from '../test-data/person-fields.ts'
import type { Mapping } from './configuration.ts'
import { proposeMapping } from './smart-mapping.ts'

const nothing: Mapping = { entries: [], syncKeys: [] }
const bare: Load = { ...planhat.loads.users, suggest: {}, fields: {} }

function loadOf(...fields: readonly LoadField[]): Load {
  return { ...bare, fields: Object.fromEntries(fields.map((one, index) => [`field${index}`, one])) }
}

function labelled(...labels: readonly string[]): Load {
  return loadOf(...labels.map((label) => text(label, 'x')))
}

function targetsOf(load: Load, existing = nothing, fields = personFields) {
  return proposeMapping(load, fields, existing).map((proposal) => proposal.target)
}

describe('Smart Mapping of one label', () => {
  it.each(labelPairs)('%s → %s: %s', (theirs, ours, maps) => {
    const target = personFields.find((one) => one.label === ours)
    expect(target).toBeDefined()
    expect(targetsOf(labelled(theirs)).includes(target?.key ?? '')).toBe(maps)
  })

  it('is tried on enough labels, a third of which must not map', () => {
    expect(labelPairs.length).toBeGreaterThanOrEqual(60)
    expect(labelPairs.filter(([, , maps]) => !maps).length).toBeGreaterThanOrEqual(20)
  })
})

describe('Smart Mapping', () => {
  it("takes Planhat's suggestions first, one e-mail for two fields", () => {
    const proposals = proposeMapping(planhat.loads.users, personFields, nothing)
    expect(proposals.map(({ target, source }) => [target, 'field' in source && source.field])).toEqual([
      ['username', 'email'],
      ['email', 'email'],
      ['first_name', 'firstName'],
      ['last_name', 'lastName'],
      ['display_name', 'nickname'],
      ['planhat_user_id', 'userId'],
    ])
    expect(proposals.every((proposal) => proposal.reason === 'Suggested by the connector')).toBe(true)
  })

  it('never overwrites a choice', () => {
    const existing: Mapping = {
      entries: [{ target: 'username', source: { kind: 'field', field: 'userId' } }],
      syncKeys: [],
    }
    expect(targetsOf(planhat.loads.users, existing)).not.toContain('username')
  })

  it('skips a suggested field that the directory does not have', () => {
    const without = personFields.filter((one) => one.key !== 'planhat_user_id')
    expect(targetsOf(planhat.loads.users, nothing, without)).not.toContain('planhat_user_id')
  })

  it('leaves retired fields alone', () => {
    const retired = personFields.map((one) => ({ ...one, retired: true }))
    expect(targetsOf(planhat.loads.users, nothing, retired)).toEqual([])
  })

  it('never proposes a role, not even one the connector suggests', () => {
    const load = { ...labelled('Role'), suggest: { role: 'field0' } }
    expect(targetsOf(load)).toEqual([])
  })

  it('says why', () => {
    expect(proposeMapping(labelled('e-mail', 'Surname'), personFields, nothing)).toEqual([
      { target: 'email', source: { kind: 'field', field: 'field0' }, reason: 'Same name' },
      {
        target: 'last_name',
        source: { kind: 'field', field: 'field1' },
        reason: '"Surname" means the same as Last name',
      },
    ])
  })

  it('prefers the equal name to one that means the same', () => {
    const [proposal] = proposeMapping(labelled('Mobile', 'Phone'), personFields, nothing)
    expect(proposal?.source).toEqual({ kind: 'field', field: 'field1' })
  })

  it.each([
    ['two sources mean the same', labelled('Mobile', 'Telephone')],
    ['two sources have the same name', labelled('Phone', 'phone')],
    ['two sources have the same name and a third means it', labelled('Phone', 'phone', 'Mobile')],
  ])('stays silent when %s', (_, load) => {
    expect(targetsOf(load)).toEqual([])
  })

  it('stays silent when a source could feed two fields', () => {
    const two = [field('work_mobile', 'Mobile phone', 'text'), ...personFields]
    expect(targetsOf(labelled('Telephone'), nothing, two)).toEqual([])
  })

  it('uses a source once, unless the connector says otherwise', () => {
    const load = { ...labelled('Mail'), suggest: { username: 'field0' } }
    expect(targetsOf(load)).toEqual(['username'])
  })

  it('does not use a source that already feeds another field', () => {
    const existing: Mapping = {
      entries: [{ target: 'username', source: { kind: 'field', field: 'field0' } }],
      syncKeys: [],
    }
    expect(targetsOf(labelled('Email'), existing)).toEqual([])
  })

  it('never takes "User Name" for a name, even when the username comes from elsewhere', () => {
    const existing: Mapping = {
      entries: [{ target: 'username', source: { kind: 'custom', expression: 'email' } }],
      syncKeys: [],
    }
    expect(targetsOf(labelled('User Name'), existing)).toEqual([])
  })

  it.each([
    ['a list', { label: 'Start date', type: 'list', from: 'x' }],
    ['yes or no', { label: 'Title', type: 'boolean', from: 'x' }],
    ['a time, for a text', { label: 'Login', type: 'datetime', from: 'x' }],
  ] as const)('looks at the types: %s does not fit', (_, one) => {
    expect(targetsOf(loadOf(one))).toEqual([])
  })

  it('maps yes or no to yes or no, and times to dates', () => {
    const fields = [field('is_admin', 'Is admin', 'boolean', { core: false }), ...personFields]
    const load = loadOf(
      { label: 'Is Admin?', type: 'boolean', from: 'x' },
      { label: 'Hire Date', type: 'datetime', from: 'x' },
    )
    expect(targetsOf(load, nothing, fields)).toEqual(['is_admin', 'start_date'])
  })

  it('knows a core field by its key, where a customer renamed it', () => {
    const renamed = personFields.map((one) => (one.key === 'title' ? { ...one, label: 'What we do' } : one))
    expect(targetsOf(labelled('Job title'), nothing, renamed)).toEqual(['title'])
  })

  it('offers what Muster knows of the run, but not to tell people apart', () => {
    const synced = field('synced_at', 'Connector sync time', 'datetime', { core: false })
    expect(targetsOf(bare, nothing, [synced])).toEqual(['synced_at'])
    expect(targetsOf(bare, nothing, [{ ...synced, unique: true }])).toEqual([])
  })

  it('maps fields that the customer added to the load', () => {
    const existing: Mapping = { ...nothing, customFields: { 'custom.dept': text('Dept', 'custom.Dept') } }
    expect(targetsOf(bare, existing)).toEqual(['department'])
  })
})
