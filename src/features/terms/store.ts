import { sql } from 'kysely'
import type { List } from '../../kit/list/read-list.ts'
import type { Sight } from '../../kit/list/sight.ts'
import type { ChangeRow } from '../../kit/record/changes.ts'
import { history } from '../../kit/record/history.ts'
import { termNames } from './rules.ts'

/**
 * The history of the terms of a bare id, the newest first, by the names of the API. Who answered for it is only told to
 * whoever sees everybody.
 */
export const termChanges = (id: string, { sees }: Pick<Sight, 'sees'>): List<ChangeRow> =>
  history(
    sql<ChangeRow>`
      select c.at, c.id, c.object_id, c.object, c.kind, coalesce(${JSON.stringify(termNames)}::jsonb->>c.field, c.field) as field,
             c.before, c.after, c.run_id, c.actor
        from change c where c.object_id = ${id} and ${sees ? sql`c.field is distinct from 'owner_id'` : sql`true`}`,
  )
