import { sql } from 'kysely'
import { folded, type Sql, type Test } from './column.ts'
import { hasPart } from './comparison.ts'

// A few named ones: of a class of characters, PostgreSQL cannot tell which groups of letters begin behind it.
const wordBegins = "(^|[\\n .,@_'+/-])"

/** Whether a text has in it all words that somebody searches, in whatever order, case and accents they are typed. */
export function hasText(text: Sql<string>, search: string): Test {
  // Composed, ü is one letter.
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
  if (/^[\p{L}\p{N}]{1,2}$/u.test(word))
    return sql`${folded(text)} ~ (${wordBegins}::text || ${folded(sql`${word}::text`)})`
  return hasPart(text, word)
}
