import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'

/** The history of one object, without these fields. */
export const changesOf = ({ kysely }: Pick<Connections, 'kysely'>, id: string, hidden: readonly string[]) =>
  kysely
    .selectFrom('change')
    .where('object_id', '=', id)
    .where(sql<boolean>`not (field = any(${hidden}::text[])) is true`)
    .select(['at', 'id', 'object_id', 'object', 'kind', 'field', 'before', 'after', 'run_id', 'actor'])
