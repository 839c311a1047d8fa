import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import { column } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'

export interface InstalledRow {
  readonly id: string
  readonly name: string
  readonly publisher: string
  readonly version: string
  readonly source: string | null
  readonly made_at: Date
  readonly gone_at: Date | null
}

/** What software is, or once was, on a device, by name. */
export const installedList = (id: string, gone: boolean): List<InstalledRow> => ({
  parts: [
    sql<InstalledRow>`
      select s.id, s.name, s.publisher, i.version, n.name as source, i.source_id, i.made_at, i.gone_at
        from installation i join software s on s.id = i.software_id left join integration n on n.id = i.source_id
       where i.device_id = ${id} and i.gone_at is ${gone ? sql`not null` : sql`null`}`,
  ],
  columns: {
    softwareId: column('id', 'id', 'Software', { filled: true, prefix: 'sft' }),
    name: column('name', 'text', 'Name', { filled: true }),
    publisher: column('publisher', 'text', 'Publisher', { filled: true }),
    version: column('version', 'text', 'Version', { filled: true }),
    since: column('made_at', 'datetime', 'Since', { filled: true }),
    goneAt: column('gone_at', 'datetime', 'Gone at'),
    sourceId: column('source_id', 'id', 'Source', { filled: true, prefix: 'int' }),
  },
  order: 'name',
  ties: ['softwareId', 'version', 'sourceId', 'since'],
})

/** How many titles are on a device. */
export async function countInstalled({ pool }: Connections, id: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(distinct software_id) as count from installation where device_id = $1 and gone_at is null',
    [id],
  )
  return rows[0]?.count ?? 0
}
