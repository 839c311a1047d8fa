import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHttp } from '../src/web-server/http.ts'
import { routes } from '../src/web-server/routes.ts'
import { tcpEntrance } from '../src/web-server/tcp-entrance.ts'
import { openWorker, type Worker } from '../src/worker/worker.ts'
import { addIntegration, newStory, type Story } from './runs/story.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')

let story: Story
let app: FastifyInstance
let worker: Worker
let folder: string
let env: Record<string, string | undefined>

beforeAll(async () => {
  story = await newStory({ simulated: { users: 3 }, start: Date.now() })
  await addIntegration(story)
  const { world } = story
  worker = await openWorker(world.ctx)
  app = openHttp({
    parts: world.ctx,
    routes,
    entrance: tcpEntrance(world.ctx, { publicOrigin: undefined, proxies: [], insecure: false }),
  })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const { body: made } = await world.post<{ account: { id: string } }>('/api/accounts', {
    kind: 'service',
    name: 'Programs',
    role: 'editor',
  })
  const { body } = await world.post<{ secret: string }>('/api/tokens', {
    name: 'A program',
    rights: ['integrations:read', 'runs:read', 'runs:write', 'people:read'],
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    accountId: made.account.id,
  })
  env = { PATH: process.env.PATH, MUSTER_ORIGIN: origin, MUSTER_TOKEN: body.secret }
  folder = await mkdtemp(join(tmpdir(), 'muster-package-'))
})
afterAll(async () => {
  await app.close()
  await worker.close()
  await story.close()
  await rm(folder, { recursive: true })
})

it('the first lines of the guide make a plan and print it', async () => {
  const { stdout } = await run(process.execPath, [join(root, 'docs/examples/plan.mjs')], { env })
  expect(stdout).toMatch(/^previewed \{\s+read: 3,/)
  expect(stdout.match(/^created /gm)).toHaveLength(3)
})

it('the package of the client is installed by npm, asks a server and is known to the compiler', async () => {
  await run(process.execPath, [join(root, 'client/build.ts'), join(folder, 'package')])
  const { stdout: packed } = await run('npm', ['pack', '--silent', join(folder, 'package')], { cwd: folder })
  const project = join(folder, 'project')
  await run('npm', ['install', '--silent', '--offline', '--prefix', project, join(folder, packed.trim())])
  await writeFile(join(project, 'package.json'), '{"type":"module"}')
  await writeFile(join(project, 'ask.ts'), program)
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['ask.ts'] }))
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project])
  const { stdout } = await run(process.execPath, [join(project, 'ask.ts')], { env })
  expect(stdout.trim().split('\n')).toEqual(['plan', '422 input.invalid filter'])
})

const compilerOptions = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  module: 'nodenext',
  target: 'es2024',
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
}

const program = `
import { everyItem, MusterError, openMuster } from 'muster-client'
const muster = openMuster({ origin: process.env.MUSTER_ORIGIN ?? '', token: process.env.MUSTER_TOKEN ?? '' })
for await (const run of everyItem(muster.getRuns, { limit: 1, filter: 'mode eq plan' })) {
  const mode: 'plan' | 'apply' | undefined = run.mode
  console.log(mode)
}
// @ts-expect-error: it needs an id
const needsId = () => muster.getRunsId({})
try {
  await muster.getPeople({ filter: 'shoe_size eq 1' })
} catch (error) {
  if (error instanceof MusterError) console.log(error.status, error.code, error.problems[0]?.field)
}
`
