import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newWorld, type World } from '../../test/world.ts'
import { owner } from '../kit/rights.ts'
import { entranceOf } from './entrance.ts'
import { openHttp } from './http.ts'
import { type Listening, listenOnSocket, listenOnTcp, socketFile } from './listen.ts'
import { routes } from './routes.ts'
import { tcpEntrance } from './tcp-entrance.ts'

let world: World
let folder: string
const open: Listening[] = []

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-listen-'))
})
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
  await rm(folder, { recursive: true })
})

interface Said {
  readonly status: number | undefined
  readonly body: string
}

type Where = { readonly socketPath: string } | { readonly port: number }

function ask(where: Where, headers: Record<string, string> = {}, path = '/api/connectors'): Promise<Said> {
  return new Promise((resolve, reject) => {
    const asking = request({ ...where, host: '127.0.0.1', path, headers, agent: false }, async (answer) =>
      resolve({ status: answer.statusCode, body: await text(answer) }),
    )
    asking.on('error', reject).end()
  })
}

async function onSocket(dataFolder = folder): Promise<Listening> {
  const app = openHttp({ parts: world.ctx, routes, entrance: entranceOf(owner('ada')) })
  const listening = await listenOnSocket(app, dataFolder)
  open.push(listening)
  return listening
}

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

describe('the Unix socket', () => {
  it('lets only its user in, who needs to say nothing', async () => {
    const { address } = await onSocket()
    expect(address).toBe(socketFile(folder))
    expect(await mode(address)).toBe('600')
    expect((await ask({ socketPath: address })).status).toBe(200)
  })

  it('leaves nothing behind', async () => {
    await onSocket()
    expect(await readdir(folder)).toEqual(['muster.sock'])
    await open.pop()?.close()
    expect(await readdir(folder)).toEqual([])
  })

  it('is refused to a second server, and the first goes on', async () => {
    const { address } = await onSocket()
    await expect(onSocket()).rejects.toMatchObject({ code: 'conflict' })
    expect(await readdir(folder)).toEqual(['muster.sock'])
    expect((await ask({ socketPath: address })).status).toBe(200)
  })

  it('replaces one that a killed server left behind', async () => {
    const dead = createServer()
    await new Promise<void>((resolve) => dead.listen(join(folder, 'dead.sock'), resolve))
    // Moved away, so that closing the server does not remove it.
    await rename(join(folder, 'dead.sock'), socketFile(folder))
    await new Promise((resolve) => dead.close(resolve))
    const { address } = await onSocket()
    expect((await ask({ socketPath: address })).status).toBe(200)
  })

  it('says so when the data folder’s path is too long for one', async () => {
    const long = join(folder, 'x'.repeat(100))
    await mkdir(long)
    await expect(onSocket(long)).rejects.toMatchObject({ message: expect.stringContaining('MUSTER_DATA') })
  })
})

describe('the TCP entrance', () => {
  let port: number

  beforeEach(async () => {
    const entrance = tcpEntrance(world.ctx, { publicOrigin: undefined, proxies: [], insecure: false })
    const app = openHttp({ parts: world.ctx, routes, entrance })
    const listening = await listenOnTcp(app, { host: '127.0.0.1', port: 0 })
    open.push(listening)
    port = Number(new URL(listening.address).port)
    expect(new URL(listening.address).hostname).toBe('127.0.0.1')
  })

  it.each(['localhost', '127.0.0.1', '[::1]'])('answers to %s', async (name) => {
    expect((await ask({ port }, { host: `${name}:${port}` }, '/api/health')).status).toBe(200)
  })

  it('wants to know who asks', async () => {
    const { status, body } = await ask({ port })
    expect([status, JSON.parse(body).code]).toEqual([401, 'not.signed-in'])
  })

  it('says what is too long to be read', async () => {
    const { status, body } = await ask({ port }, {}, `/api/people?filter=${'x'.repeat(20_000)}`)
    expect([status, JSON.parse(body).code]).toEqual([431, 'request.long'])
  })

  it('says that a port is taken, and what to do', async () => {
    const app = openHttp({ parts: world.ctx, routes, entrance: entranceOf(owner('ada')) })
    await expect(listenOnTcp(app, { host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'conflict',
      message: `Port ${port} is taken: choose another with --port, or 0 for a free one`,
    })
  })
})
