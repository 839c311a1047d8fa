import { type InferResult, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Field, ObjectKind } from '../../directory/field.ts'
import { fieldIdSql } from '../../directory/sql.ts'
import { type Columns, column } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'

const fields = ({ kysely }: Connections, object: ObjectKind, hidden: readonly string[]) =>
  kysely
    .selectFrom('field')
    .select([
      'key',
      'label',
      'type',
      'is_unique as unique',
      'mandatory',
      'options',
      'core',
      'retired',
      'position',
    ])
    .where('object', '=', object)
    .where(sql<boolean>`not ${sql.raw(fieldIdSql)} = any(${hidden}::text[])`)

/** The names of the integrations whose mapping writes a field, or would once what is proposed is applied. */
export async function integrationsWriting(
  { pool }: Connections,
  { object, key }: Pick<Field, 'object' | 'key'>,
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select name from integration where (mapping @> $1 or proposal #> '{edit,mapping}' @> $1) and (selection like 'device%') = $2 order by name`,
    [{ entries: [{ target: key }] }, object === 'device'],
  )
  return rows.map(({ name }) => name)
}

type FieldRow = InferResult<ReturnType<typeof fields>>[number]

/** The fields of an object but these, by id, in the order in which they are shown. */
export const fieldList = (
  db: Connections,
  object: ObjectKind,
  hidden: readonly string[],
): List<FieldRow> => ({
  parts: [fields(db, object, hidden)],
  columns,
  order: 'position',
  ties: ['key'],
})

const columns: Columns = {
  key: column('key', 'text', 'Key', { filled: true }),
  label: column('label', 'text', 'Label', { filled: true }),
  type: column('type', 'text', 'Type', { filled: true }),
  unique: column('unique', 'boolean', 'Unique', { filled: true }),
  mandatory: column('mandatory', 'boolean', 'Mandatory', { filled: true }),
  core: column('core', 'boolean', 'Core', { filled: true }),
  retired: column('retired', 'boolean', 'Retired', { filled: true }),
  position: column('position', 'number', 'Position', { filled: true }),
}
