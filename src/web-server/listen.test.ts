import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newWorld, type World } from '../../test/world.ts'
import { owner } from '../kit/rights.ts'
import { accessToken, tokenFile } from './access-token.ts'
import { entranceOf } from './entrance.ts'
import { openHttp } from './http.ts'
import { type Listening, listenOnLoopback, listenOnSocket, socketFile } from './listen.ts'
import { loopbackEntrance } from './loopback-entrance.ts'
import { routes } from './routes.ts'

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

describe('the access token', () => {
  it('has 256 bits, stays the same, and only its user can read it', async () => {
    const token = await accessToken(folder)
    expect(token.open()).toMatch(/^[0-9a-f]{64}$/)
    expect((await accessToken(folder)).open()).toBe(token.open())
    await chmod(tokenFile(folder), 0o644)
    await accessToken(folder)
    expect(await mode(tokenFile(folder))).toBe('600')
  })

  it.each(['', 'password', '0'.repeat(63)])(
    'is never something else that lies there: "%s"',
    async (content) => {
      await writeFile(tokenFile(folder), content)
      await expect(accessToken(folder)).rejects.toMatchObject({
        message: expect.stringContaining('remove the file'),
      })
    },
  )
})

describe('the TCP entrance', () => {
  let port: number
  let bearer: string

  beforeEach(async () => {
    const token = await accessToken(folder)
    bearer = `Bearer ${token.open()}`
    const entrance = loopbackEntrance(token, owner('ada'))
    const listening = await listenOnLoopback(openHttp({ parts: world.ctx, routes, entrance }), 0)
    open.push(listening)
    port = Number(new URL(listening.address).port)
    expect(new URL(listening.address).hostname).toBe('127.0.0.1')
  })

  it.each(['localhost', '127.0.0.1', '[::1]'])('answers to %s with the token', async (name) => {
    const headers = { host: `${name}:${port}`, authorization: bearer }
    expect((await ask({ port }, headers)).status).toBe(200)
  })

  it.each([
    ['none', undefined],
    ['a wrong one', `Bearer ${'0'.repeat(64)}`],
    ['its beginning', 'Bearer 0'],
    ['another scheme', 'Basic abc'],
  ])('refuses without the token: %s', async (_, authorization) => {
    const { status, body } = await ask({ port }, authorization === undefined ? {} : { authorization })
    expect([status, JSON.parse(body).code]).toEqual([401, 'not.signed-in'])
  })

  it('says that a port is taken, and what to do', async () => {
    const app = openHttp({ parts: world.ctx, routes, entrance: entranceOf(owner('ada')) })
    await expect(listenOnLoopback(app, port)).rejects.toMatchObject({
      code: 'conflict',
      message: `Port ${port} is taken: choose another with --port, or 0 for a free one`,
    })
  })

  it('tells its health to whoever is on this machine', async () => {
    expect((await ask({ port }, {}, '/api/health')).status).toBe(200)
  })

  it.each(['evil.example', '127.0.0.1.evil.example', 'user@localhost', 'localhost/x', '10.0.0.1'])(
    'answers to no other name, even with the token: "%s"',
    async (host) => {
      const { status } = await ask({ port }, { host, authorization: bearer })
      expect(status).toBe(403)
    },
  )

  it.each(['https://evil.example', 'null', 'http://localhost:1'])(
    'refuses a page of another origin, even with the token: %s',
    async (origin) => {
      const headers = { host: `localhost:${port}`, origin, authorization: bearer }
      expect((await ask({ port }, headers)).status).toBe(403)
    },
  )

  it('answers a page of its own', async () => {
    const headers = { host: `localhost:${port}`, origin: `http://localhost:${port}`, authorization: bearer }
    expect((await ask({ port }, headers)).status).toBe(200)
  })
})
