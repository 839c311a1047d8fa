import { read } from '@e965/xlsx'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Line } from '../kit/streamed-route.ts'
import { sendTable } from './table.ts'

/** So many lines are not in one piece. */
const many = 30_000

/** Lines that end after so many, or break off there. */
async function* lines(breaksOff: boolean): AsyncGenerator<readonly Line[]> {
  for (let at = 0; at < many; at++) yield [[at, `somebody ${at}`, true]]
  if (breaksOff) throw new Error('the database went away')
}

let app: FastifyInstance
let origin = ''
beforeAll(async () => {
  app = fastify()
  app.get<{ Params: { format: 'csv' | 'xlsx' }; Querystring: { whole?: string } }>(
    '/:format',
    ({ params: { format }, query }, reply) =>
      sendTable(reply, { name: 'people', format, pieces: lines(query.whole === undefined) }),
  )
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

describe.each(['csv', 'xlsx'] as const)('a table as %s', (format) => {
  it('that breaks off breaks the connection off, so that nobody takes what came for all of it', async () => {
    const answer = await fetch(`${origin}/${format}`)
    expect(answer.status).toBe(200)
    await expect(answer.arrayBuffer()).rejects.toThrow('terminated')
  })

  it('that is whole ends well', async () => {
    const answer = await fetch(`${origin}/${format}?whole=yes`)
    const bytes = Buffer.from(await answer.arrayBuffer())
    const last =
      format === 'csv'
        ? bytes.toString().trimEnd().split('\r\n').at(-1)
        : Object.values(read(bytes).Sheets)[0]?.[`B${many}`]?.v
    expect(last).toBe(format === 'csv' ? `${many - 1},somebody ${many - 1},true` : `somebody ${many - 1}`)
  })
})

it('a text is read from a workbook as it was, whatever is in it, but for what no sheet can hold', async () => {
  const texts = ['_x0041_', '_X00e4_ _x0041', '__x0041_', 'a\uFFFEb\uFFFF', '<&>', 'two\nlines\u0007']
  const table = { name: 'texts', format: 'xlsx', pieces: [[texts]] } as const
  const book = fastify().get('/', (_, reply) => sendTable(reply, { ...table, pieces: pieces(table.pieces) }))
  const { rawPayload } = await book.inject('/')
  const sheet = read(rawPayload, { dense: true }).Sheets.texts
  expect(sheet?.['!data']?.[0]?.map(({ v }) => v)).toEqual(
    texts.map((text) => text.replace(/[\uFFFE\uFFFF]/g, '\uFFFD')),
  )
})

async function* pieces(all: readonly (readonly Line[])[]): AsyncGenerator<readonly Line[]> {
  yield* all
}
