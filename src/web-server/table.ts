import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { writeXlsxStream } from 'hucre/xlsx'
import type { Table } from '../kit/route.ts'
import { byteOrderMark, csvLine } from '../lib/csv.ts'
import { contentTypes, xlsxType } from './content-types.ts'

/** Sends a table as a file of CSV or XLSX, as fast as it is read. */
export function sendTable(reply: FastifyReply, { name, lines, format = 'csv' }: Table): FastifyReply {
  const type = format === 'csv' ? `${contentTypes.table}; charset=utf-8; header=present` : xlsxType
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(format === 'csv' ? Readable.from(textOf(lines)) : sheetOf(name, lines))
}

/** Many lines at once are far quicker to send than each by itself. */
const pieceLength = 32_768

async function* textOf(lines: Table['lines']): AsyncGenerator<string> {
  let text = byteOrderMark
  for await (const line of lines) {
    text += csvLine(line)
    if (text.length < pieceLength) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

/** Texts are cells of text, whatever they begin with; beyond a million rows, a further sheet begins. */
function sheetOf(name: string, lines: Table['lines']): Readable {
  const stream = writeXlsxStream(cellsOf(lines), { name, freezePane: { rows: 1 } })
  // The same class under two names: that of the browser and that of Node.
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}

async function* cellsOf(lines: Table['lines']) {
  for await (const line of lines) yield [...line]
}
