import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Table } from '../kit/route.ts'
import { byteOrderMark, csvLine } from '../lib/csv.ts'
import { contentTypes } from './content-types.ts'

/** Sends a table as a file of CSV, as fast as it is read. */
export function sendTable(reply: FastifyReply, { name, lines }: Table): FastifyReply {
  return reply
    .type(`${contentTypes.table}; charset=utf-8; header=present`)
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(Readable.from(textOf(lines)))
}

async function* textOf(lines: Table['lines']): AsyncGenerator<string> {
  yield byteOrderMark
  for await (const line of lines) yield csvLine(line)
}
