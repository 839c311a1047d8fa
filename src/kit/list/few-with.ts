import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { type Condition, outermost } from '../../lib/condition/condition.ts'
import { parseFilter } from '../../lib/condition/parse.ts'
import type { Sql, Test } from './column.ts'
import { hasPart } from './comparison.ts'

/** Texts of some columns as they stand together in one text, parts of which an index can find. */
export interface Indexed {
  readonly table: 'person' | 'saas_user' | 'device'
  /** Of the row that is named `r`. */
  readonly text: Sql<string>
  /** By the names of the list. */
  readonly columns: readonly string[]
}

/** So many rows are found and sorted sooner than an order is walked through for them. */
const mostFew = 20_000

/**
 * The rows in which a filter's parts of texts are, by their ids, where they are few: one more test, which changes no answer.
 * PostgreSQL takes every part of a text for frequent, and would look through all rows in the order of an index for the few
 * that have it. Nothing where there is no such index yet, or the rows are many.
 */
export async function fewWith(
  db: Kysely<Tables>,
  indexed: Indexed | undefined,
  filter: string | undefined,
): Promise<readonly Test[]> {
  const parts = indexed && filter ? outermost(parseFilter(filter)).flatMap(partOf(indexed)) : []
  if (!indexed || parts.length === 0) return []
  const { table, text } = indexed
  const tests = parts.map((part) => hasPart(text, part))
  const some = sql`array(select r.id from ${sql.table(table)} r where ${sql.join(tests, sql` and `)} limit ${mostFew + 1})`
  const { rows } = await sql<{ ids: readonly string[] }>`
    select ids from (select case when ${findsParts(table)} then ${some} end as ids) as found
     where cardinality(ids) <= ${mostFew}`.execute(db)
  return rows.map(({ ids }) => sql<SqlBool>`r.id = any(${ids}::uuid[])`)
}

/** The part of a text that a rule asks for, where the index has it: by groups of three letters. */
const partOf =
  ({ columns }: Indexed) =>
  (rule: Condition): readonly string[] => {
    if ('combine' in rule || rule.not || rule.operator !== 'contains' || !columns.includes(rule.field))
      return []
    return typeof rule.value === 'string' && /[\p{L}\p{N}]{3}/u.test(rule.value) ? [rule.value] : []
  }

const findsParts = (table: Indexed['table']): Test => sql`exists (
  select from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
   where i.indrelid = ${table}::regclass and a.amname = 'gin' and i.indisvalid)`
