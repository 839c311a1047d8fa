import { sql } from 'kysely'
import type { Field } from '../../directory/field.ts'
import type { Pasted } from '../../directory/sql.ts'
import type { Condition } from '../../lib/condition/condition.ts'
import { publicId } from '../../lib/ids.ts'
import type { Actor } from '../rights.ts'
import type { Test } from './column.ts'

/** What an actor may know of people: these fields, of those for whom the test is true; undefined: of everybody. */
export interface Sight {
  readonly fields: readonly Field[]
  readonly sees: Test | undefined
  /** Whether every field is shown that people are known by: what vendors call their accounts is one of these, too. */
  readonly names: boolean
}

/** What an actor may know of devices: these fields, of those whose owners are seen, and what owners are called. */
export interface DeviceSight {
  readonly fields: readonly Field[]
  readonly peopleFields: readonly Field[]
  /** Whom the asker sees, of the person `r`; undefined: everybody, and devices of nobody. */
  readonly sees: Test | undefined
}

/** An id that nobody has. */
const noId = '00000000-0000-0000-0000-000000000000'

/** Whom of all people an actor sees. Undefined: everybody. */
export function sightOf({
  filter,
  personId = noId,
}: Pick<Actor, 'filter' | 'personId'>): Condition | undefined {
  if (filter === undefined) return undefined
  if ('own' in filter) return { field: 'id', operator: 'equals', value: publicId('per', personId) }
  return { field: filter.field, operator: 'in', value: filter.anyOf }
}

/** Whether a person's id in another table is that of somebody the asker sees. */
export const isOfSeen = (personId: Pasted, sees: Test | undefined): Test =>
  sees ? sql`exists (select from person r where r.id = ${sql.ref(personId)} and ${sees})` : sql`true`
