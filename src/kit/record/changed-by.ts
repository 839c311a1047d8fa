import { sql } from 'kysely'
import type { Field, ObjectKind } from '../../directory/field.ts'
import type { Column, Sql } from '../list/column.ts'

/**
 * Which runs changed a person or a device, in fields that may be seen, a SaaS user or an application: a list is asked who was changed by one.
 * What that run changed is looked up once, instead of asking each row for its history.
 */
export const changedBy = (
  object: ObjectKind | 'saas_user' | 'saas_application',
  fields?: readonly Pick<Field, 'key'>[],
): Column => ({
  label: 'Changed by the run',
  type: 'id',
  prefix: 'run',
  filled: false,
  value: sql`null::uuid`,
  key: sql`null::uuid`,
  sorted: sql`null::uuid`,
  among: (runs) => sql`r.id in (
    select c.object_id from change c where c.run_id in (${runs}) and c.object = ${object} ${fields ? isOf(fields) : sql``})`,
})

const isOf = (fields: readonly Pick<Field, 'key'>[]): Sql =>
  sql`and (c.field is null or c.field = any(${fields.map(({ key }) => key)}::text[]))`
