import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'

const nameOfGiven = '(select i.name from integration i where i.id = given_to)'

/** SQL: to which source a field was given back, and what that is called. */
export const givenColumns = `given_to, ${nameOfGiven} as given_to_name`

/** The same for a query that is put together. */
export const givenTo = ['given_to' as const, sql<string | null>`${sql.raw(nameOfGiven)}`.as('given_to_name')]

/** The history of one object, without these fields. */
export const changesOf = ({ kysely }: Pick<Connections, 'kysely'>, id: string, hidden: readonly string[]) =>
  kysely
    .selectFrom('change')
    .where('object_id', '=', id)
    .where(sql<boolean>`not (field = any(${hidden}::text[])) is true`)
    .select(['at', 'id', 'object_id', 'object', 'kind', 'field', 'before', 'after', 'run_id', 'actor'])
    .select(givenTo)
