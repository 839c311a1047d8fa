import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ask } from './answer.ts'
import { type Client, createClient } from './client.ts'
import { everyItem } from './every-item.ts'
import { type OpenClient, openClient } from './open-client.ts'

const calls: readonly [string, (client: Client) => Promise<unknown>][] = [
  ['GET /api/health', (c) => c.health()],
  ['GET /api/openapi.json', (c) => c.openapi()],
  ['GET /api/connectors', (c) => c.connectors.list()],
  ['GET /api/credentials', (c) => c.credentials.list()],
  ['PATCH /api/credentials/cre_1 {"name":"P"}', (c) => c.credentials.update('cre_1', { name: 'P' })],
  ['DELETE /api/credentials/cre_1', (c) => c.credentials.remove('cre_1')],
  ['POST /api/credentials/cre_1/test {}', (c) => c.credentials.test('cre_1')],
  ['GET /api/fields', (c) => c.fields.list()],
  [
    'POST /api/fields {"label":"Badge","type":"text"}',
    (c) => c.fields.create({ label: 'Badge', type: 'text' }),
  ],
  ['GET /api/integrations', (c) => c.integrations.list()],
  ['GET /api/integrations/int_1', (c) => c.integrations.get('int_1')],
  ['DELETE /api/integrations/int_1', (c) => c.integrations.remove('int_1')],
  [
    'POST /api/integrations/int_1/smart-mapping {"accept":true}',
    (c) => c.integrations.smartMapping('int_1', true),
  ],
  ['POST /api/integrations/int_1/runs {"mode":"plan"}', (c) => c.integrations.run('int_1', 'plan')],
  ['GET /api/runs?integrationId=int_1', (c) => c.runs.list({ integrationId: 'int_1' })],
  ['GET /api/runs/run_1', (c) => c.runs.get('run_1')],
  [
    'GET /api/runs/run_1/outcomes?kind=failed&limit=5',
    (c) => c.runs.outcomes('run_1', { kind: 'failed', limit: 5 }),
  ],
  ['POST /api/runs/run_1/apply {"digest":"d1"}', (c) => c.runs.apply('run_1', 'd1')],
  ['POST /api/runs/run_1/cancel {}', (c) => c.runs.cancel('run_1')],
  ['GET /api/people?search=a+%26+b', (c) => c.people.list({ search: 'a & b' })],
  ['GET /api/people/..%2Fcredentials', (c) => c.people.get('../credentials')],
  ['GET /api/people/per_1/changes', (c) => c.people.changes('per_1')],
  ['GET /api/saas-users?unmatched=true', (c) => c.saasUsers.list({ unmatched: true })],
]

describe('the calls', () => {
  it.each(calls)('ask %s', async (asked, make) => {
    const asks: Ask[] = []
    const send = async (ask: Ask) => {
      asks.push(ask)
      return { status: 200, text: '{}' }
    }
    await make(createClient(send))
    expect(asks.map(({ method, path, body }) => [method, path, body].filter(Boolean).join(' '))).toEqual([
      asked,
    ])
  })

  it('reads a list to its end, piece by piece', async () => {
    const cursors: (string | undefined)[] = []
    const pieces = [
      { items: [1, 2], next: 'b' },
      { items: [3], next: null },
    ]
    const list = async ({ cursor }: { cursor?: string | undefined }) => {
      cursors.push(cursor)
      return pieces[cursors.length - 1] ?? { items: [], next: null }
    }
    const items: number[] = []
    for await (const item of everyItem(list)) items.push(item)
    expect(items).toEqual([1, 2, 3])
    expect(cursors).toEqual([undefined, 'b'])
  })
})

describe('over a Unix socket', () => {
  let folder: string
  let server: Server
  let client: OpenClient

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-client-'))
    server = createServer(async (request, response) => {
      const body = await readText(request)
      const { status, answer } = answers[request.url ?? ''] ?? { status: 200, answer: body }
      response.writeHead(status).end(answer)
    })
    await new Promise<void>((resolve) => server.listen(join(folder, 'muster.sock'), resolve))
    client = openClient({ socketPath: join(folder, 'muster.sock') })
  })

  afterAll(async () => {
    await client.close()
    await new Promise((resolve) => server.close(resolve))
    await rm(folder, { recursive: true })
  })

  const problem = {
    code: 'input.invalid',
    title: 'Some of what was sent is not valid',
    detail: 'label: a field needs a label',
    problems: [{ field: 'label', message: 'a field needs a label' }, 7],
  }
  const answers: Readonly<Record<string, { status: number; answer: string }>> = {
    '/api/runs/problem': { status: 422, answer: JSON.stringify(problem) },
    '/api/runs/page': { status: 502, answer: '<html>Bad gateway</html>' },
    '/api/runs/bare': { status: 500, answer: '' },
    '/api/runs/web': { status: 200, answer: '<html>Welcome</html>' },
    '/api/credentials/gone': { status: 204, answer: '' },
  }

  it('sends what is given and gives what comes back', async () => {
    const field = { label: 'Badge', type: 'text' }
    expect(await client.fields.create(field)).toEqual(field)
  })

  it('has nothing to give where the answer is empty', async () => {
    expect(await client.credentials.remove('gone')).toBeUndefined()
  })

  it('turns a problem into an error with its code, its words and its fields', async () => {
    await expect(client.runs.get('problem')).rejects.toMatchObject({
      code: 'input.invalid',
      message: 'label: a field needs a label',
      problems: [{ field: 'label', message: 'a field needs a label' }],
    })
  })

  it.each(['page', 'bare', 'web'])('says when what answers is not Muster (%s)', async (id) => {
    await expect(client.runs.get(id)).rejects.toMatchObject({ code: 'server.odd' })
  })

  it('says how to start Muster when nobody answers', async () => {
    const nobody = openClient({ socketPath: join(folder, 'nobody.sock') })
    await expect(nobody.health()).rejects.toMatchObject({
      code: 'server.unavailable',
      message: expect.stringContaining('muster start'),
    })
  })
})
