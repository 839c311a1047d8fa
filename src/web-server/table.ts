import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Table } from '../kit/streamed-route.ts'
import { byteOrderMark, type Cell, csvLine } from '../lib/csv.ts'
import { offsetTime } from '../lib/zone.ts'
import { contentTypes, xlsxType } from './content-types.ts'
import { workbookOf } from './workbook.ts'

/** Sends a table as a file of CSV or XLSX, as fast as it is read. */
export function sendTable(reply: FastifyReply, table: Table): FastifyReply {
  const { name, format = 'csv' } = table
  const type = format === 'csv' ? `${contentTypes.table}; charset=utf-8; header=present` : xlsxType
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(Readable.from(format === 'csv' ? textOf(table) : workbookOf(table)))
}

async function* textOf({ pieces, types = [], zone = 'UTC' }: Table): AsyncGenerator<string> {
  const told = offsetTime(zone)
  const cellOf = (cell: Cell, at: number): Cell =>
    types[at] === 'datetime' && typeof cell === 'string' ? told(cell) : cell
  yield byteOrderMark
  for await (const lines of pieces) yield lines.map((line) => csvLine(line.map(cellOf))).join('')
}
