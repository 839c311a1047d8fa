import { type InferResult, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import { type Columns, column } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'

const fields = ({ kysely }: Connections, hidden: readonly string[]) =>
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
    .where('object', '=', 'person')
    .where(sql<boolean>`not key = any(${hidden}::text[])`)

/** The names of the integrations whose mapping writes a field. */
export async function integrationsWriting({ pool }: Connections, key: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    'select name from integration where mapping @> $1 order by name',
    [{ entries: [{ target: key }] }],
  )
  return rows.map(({ name }) => name)
}

type FieldRow = InferResult<ReturnType<typeof fields>>[number]

/** The fields of people but these, in the order in which they are shown. */
export const fieldList = (db: Connections, hidden: readonly string[]): List<FieldRow> => ({
  parts: [fields(db, hidden)],
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
