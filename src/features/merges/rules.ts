import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { type Field, shownValue } from '../../directory/field.ts'
import type { PairPlan } from '../../directory/merge/pair.ts'
import { presentPerson } from '../people/rules.ts'
import type { PersonRow } from '../people/store.ts'
import type { MergePreview } from './schema.ts'
import type { Belongings } from './store.ts'

/** Two people as a merge would find them, and what it would make of them. */
export interface Pair {
  readonly into: PersonRow
  readonly from: PersonRow
  readonly fields: readonly Field[]
  readonly theirs: Belongings
  readonly plan: PairPlan
}

export function presentPair({ into, from, fields, theirs, plan }: Pair): z.input<typeof MergePreview> {
  const [stays, goes] = [presentPerson(into, fields), presentPerson(from, fields)]
  const { changes } = plan
  return {
    into: stays,
    from: goes,
    fields: fields.flatMap((field) => {
      const { key, label } = field
      const [own, other] = [stays.values[key] ?? null, goes.values[key] ?? null]
      const after = changes[key] ? shownValue(field, changes[key][1]) : own
      const told = { field: key, label, into: own, from: other, after, changes: changes[key] !== undefined }
      return isDeepStrictEqual(own, other) && !told.changes ? [] : [told]
    }),
    moves: { records: theirs.records, saasUsers: theirs.saas_users, account: theirs.account !== null },
    refused: plan.refused.map((problem) => ({ ...problem })),
  }
}
