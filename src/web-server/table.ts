import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Table } from '../kit/streamed-route.ts'
import { byteOrderMark, csvLine } from '../lib/csv.ts'
import { contentTypes, xlsxType } from './content-types.ts'
import { workbookOf } from './workbook.ts'

/** Sends a table as a file of CSV or XLSX, as fast as it is read. */
export function sendTable(reply: FastifyReply, table: Table): FastifyReply {
  const { name, pieces, format = 'csv' } = table
  const type = format === 'csv' ? `${contentTypes.table}; charset=utf-8; header=present` : xlsxType
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(Readable.from(format === 'csv' ? textOf(pieces) : workbookOf(table)))
}

async function* textOf(pieces: Table['pieces']): AsyncGenerator<string> {
  yield byteOrderMark
  for await (const lines of pieces) yield lines.map(csvLine).join('')
}
