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
