import { sql } from 'kysely'
import { oneRow } from '../../db/one-row.ts'
import type { Connections } from '../../db/pool.ts'
import type { Sql } from '../../kit/list/column.ts'
import { type Listed, type Piece, sectionOf } from './rules.ts'

/** What a provider may list, in which order. */
interface Listing {
  readonly columns: Sql
  /** From where, with what must fit. */
  readonly from: Sql
  readonly order: Sql
}

/** A piece of what fits, and how much does in all. */
export async function readPiece<Row>(
  { kysely }: Pick<Connections, 'kysely'>,
  { columns, from, order }: Listing,
  piece: Piece,
): Promise<Listed<Row>> {
  const { offset, limit } = sectionOf(piece)
  const count = await sql<{ total: number }>`select count(*) as total ${from}`.execute(kysely)
  const found = await sql<Row>`
    select ${columns} ${from} order by ${order} limit ${limit} offset ${offset}`.execute(kysely)
  return { rows: found.rows, total: oneRow(count.rows).total }
}
