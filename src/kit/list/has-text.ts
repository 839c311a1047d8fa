import { sql } from 'kysely'
import type { Sql, Test } from './column.ts'
import { containing } from './comparison.ts'

// A few named ones: of a class of characters, PostgreSQL cannot tell which groups of letters begin behind it.
const wordBegins = "(^|[\\n .,@_'+/-])"

/**
 * Whether a text in lower case has in it what somebody searches. One or two letters are looked for where words begin: nearly
 * everybody has them somewhere, and no index finds less than three.
 */
export function hasText(text: Sql<string>, search: string): Test {
  if (/^[\p{L}\p{N}]{1,2}$/u.test(search))
    return sql`${text} ~ (${wordBegins}::text || lower(${search}::text))`
  return sql`${text} like lower(${containing(search)}::text)`
}
