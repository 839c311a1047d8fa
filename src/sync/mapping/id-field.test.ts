import { expect, it } from 'vitest'
import planhat from '../../../connectors/planhat.ts'
import { field, personFields } from '../test-data/person-fields.ts'
import type { Mapping } from './configuration.ts'
import { proposeIdField } from './id-field.ts'

const nothing: Mapping = { entries: [], syncKeys: [] }
const there = { load: planhat.loads.users, vendor: planhat }
const without = personFields.filter(({ key }) => key !== 'planhat_user_id')

it('the vendor’s id gets a unique field of its own', () => {
  expect(proposeIdField(there, without, nothing)).toMatchObject({
    target: 'planhat_user_id',
    source: { kind: 'field', field: 'userId' },
    newField: { label: 'Planhat User ID', unique: true },
  })
})

it('no second field is proposed for it, under the same key or name', () => {
  expect(proposeIdField(there, personFields, nothing)).toBeUndefined()
  const renamed = field('ph_id', 'planhat user id', 'text')
  expect(proposeIdField(there, [...without, renamed], nothing)).toBeUndefined()
})

it('an id that is mapped already, and one that is no field of the load, are left alone', () => {
  const entries = [{ target: 'title', source: { kind: 'field', field: 'userId' } }] as const
  expect(proposeIdField(there, without, { ...nothing, entries })).toBeUndefined()
  const load = { ...planhat.loads.users, id: 'uuid' }
  expect(proposeIdField({ ...there, load }, without, nothing)).toBeUndefined()
})
