import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Table } from '../kit/streamed-route.ts'
import { byteOrderMark, type Cell, csvLine } from '../lib/csv.ts'
import { contentTypes, xlsxType } from './content-types.ts'

/** Sends a table as a file of CSV or XLSX, as fast as it is read. */
export function sendTable(reply: FastifyReply, table: Table): FastifyReply {
  const { name, pieces, format = 'csv' } = table
  const type = format === 'csv' ? `${contentTypes.table}; charset=utf-8; header=present` : xlsxType
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(Readable.from(format === 'csv' ? textOf(pieces) : sheetOf(table)))
}

async function* textOf(pieces: Table['pieces']): AsyncGenerator<string> {
  yield byteOrderMark
  for await (const lines of pieces) yield lines.map(csvLine).join('')
}

/** How dates are shown, and how wide that is. */
const formats: Readonly<
  Record<string, { readonly style: { readonly numFmt: string }; readonly width: number }>
> = {
  date: { style: { numFmt: 'yyyy-mm-dd' }, width: 12 },
  datetime: { style: { numFmt: 'yyyy-mm-dd hh:mm:ss' }, width: 20 },
}

/** Texts are cells of text, whatever they begin with; beyond a million rows, a further sheet begins. */
async function* sheetOf({ name, pieces, types = [] }: Table): AsyncGenerator<Buffer> {
  // Loaded with the first workbook.
  const { writeXlsxStream } = await import('hucre/xlsx')
  const columns = types.map((type) => ({ ...formats[type ?? ''] }))
  const stream = writeXlsxStream(cellsOf(pieces, types), { name, columns, freezePane: { rows: 1 } })
  // The same class under two names: that of the browser and that of Node.
  yield* Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}

async function* cellsOf(pieces: Table['pieces'], types: readonly (string | undefined)[]) {
  for await (const lines of pieces)
    for (const line of lines)
      yield line.map((cell, at) => (Object.hasOwn(formats, types[at] ?? '') ? dateOf(cell) : cell))
}

const iso = /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/

/** A text in ISO 8601 as a date in UTC; the head, and what was before workbooks begin to count, stay texts. */
function dateOf(cell: Cell): Cell | Date {
  const isDate = typeof cell === 'string' && iso.test(cell) && cell >= '1900-03-01'
  return isDate ? new Date(cell) : cell
}
