import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'
import type { ClientBase, Pool } from 'pg'
import type { Tables } from '../../src/db/tables.ts'
import { outcomeParts, type ReadOutcome } from '../../src/directory/read-outcomes.ts'
import type { PlanScope } from '../../src/directory/scope.ts'
import type { JsonObject } from '../../src/lib/value.ts'

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>

/** What becomes of one record, by its vendor id; unchanged ones have none. */
export interface Outcome {
  readonly id: string
  readonly kind: string
  readonly reason: string | null
  readonly changes: JsonObject | null
  readonly account: JsonObject | null
  readonly software: JsonObject | null
  readonly problems: readonly { readonly field: string; readonly message: string }[] | null
}

/** Makes text of SQL; it is not connected to anything. */
const compiler = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** A planned list's outcomes in its order. */
export async function outcomesOf(
  db: Queryable,
  { runId, sourceId, application }: PlanScope,
): Promise<Outcome[]> {
  const wanted = { runId, sourceId, withAccounts: application !== null, isPlanned: true }
  const parts = sql.join(outcomeParts(wanted), sql` union all `)
  const { sql: text, parameters } = sql`${parts} order by number`.compile(compiler)
  const { rows } = await db.query<ReadOutcome>(text, [...parameters])
  return rows.map(({ vendor_id, kind, reason, changes, account, software, problems }) => ({
    id: vendor_id,
    kind,
    reason,
    changes,
    account,
    software,
    problems,
  }))
}

/** What became of each record that did not stay as it was, in a word or two: `created`, `failed taken`. */
export const endings = ({
  outcomes,
}: {
  readonly outcomes: readonly Outcome[]
}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    outcomes.map(({ id, kind, reason }) => [id, reason === null ? kind : `${kind} ${reason}`]),
  )
