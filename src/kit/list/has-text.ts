import { sql } from 'kysely'
import type { Sql, Test } from './column.ts'
import { containing } from './comparison.ts'

// A few named ones: of a class of characters, PostgreSQL cannot tell which groups of letters begin behind it.
const wordBegins = "(^|[\\n .,@_'+/-])"

/** Whether a text in lower case has in it all words that somebody searches, in whatever order and form they are typed. */
export function hasText(text: Sql<string>, search: string): Test {
  // Texts are kept composed: ü is one letter.
  const words = search.normalize('NFC').trim().split(/\s+/)
  return sql`(${sql.join(
    words.map((word) => hasWord(text, word)),
    sql` and `,
  )})`
}

/**
 * One or two letters are looked for where words begin: nearly
 * everybody has them somewhere, and no index finds less than three.
 */
function hasWord(text: Sql<string>, word: string): Test {
  if (/^[\p{L}\p{N}]{1,2}$/u.test(word)) return sql`${text} ~ (${wordBegins}::text || lower(${word}::text))`
  return sql`${text} like lower(${containing(word)}::text)`
}
