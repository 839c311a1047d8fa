import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from '../../simulators/planhat/simulator.ts'
import { openClient } from '../client/open-client.ts'
import type { Person } from '../client/person.ts'
import type { Run } from '../client/run.ts'

const program = join(import.meta.dirname, '..', 'main.ts')
const scratch = mkdtempSync(join(tmpdir(), 'muster-cli-'))
const rootKey = randomBytes(32).toString('base64')
const token = 'a-token-that-opens-planhat'
const evil = {
  _id: '0123456789abcdef01234567',
  email: 'eve@example.com',
  firstName: '\u001b[31mEve\u001b[0m',
  lastName: 'Stone\u202e',
  nickName: '\u001b]0;owned\u0007Eve',
}

let vendor: Simulator

beforeAll(async () => {
  // As root, PostgreSQL runs as somebody who has to get through to its folder.
  chmodSync(scratch, 0o711)
  vendor = await startSimulator({ tokens: [token], users: [evil] })
  vendor.mutate({ add: 40 })
})
afterAll(async () => {
  await vendor.close()
  rmSync(scratch, { recursive: true, force: true })
})

interface Ended {
  readonly out: string
  readonly err: string
  readonly exit: number | null
}

/** Types a command in a process of its own, on a data folder of this name, far from the machine's own Muster. */
function type(folder: string, line: string, env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [program, ...line.split(' ')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: scratch,
      TMPDIR: scratch,
      MUSTER_DATA: join(scratch, folder),
      MUSTER_ROOT_KEY: rootKey,
      MUSTER_ALLOW: vendor.origin,
      ...env,
    },
  })
  const printed = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.err += text
  })
  const ended = once(child, 'close').then(([exit]): Ended => ({ ...printed, exit }))
  const prints = async (words: string) => {
    while (!printed.out.includes(words) && child.exitCode === null)
      await Promise.race([once(child.stdout, 'data'), ended])
  }
  return {
    ended,
    prints,
    printed: () => printed.out,
    interrupt: () => child.kill('SIGINT'),
    stop: () => child.kill('SIGTERM'),
  }
}

const load = (more: string) => `load planhat --base-url ${vendor.origin} ${more}`
const withToken = { MUSTER_PLANHAT_TOKEN: token }

describe('without a server', () => {
  const muster = (line: string, env?: Readonly<Record<string, string>>) => type('alone', line, env).ended

  it('does what was typed in this process', async () => {
    expect(await muster('people --json')).toEqual({ out: '[]\n', err: '', exit: 0 })
  })

  it('shows a plan, and applies exactly it later', async () => {
    const planned = await muster(load('--plan'), withToken)
    expect(planned).toMatchObject({ err: '', exit: 0 })
    expect(planned.out).toContain('  created     41\n')
    expect((await muster('people --json')).out).toBe('[]\n')

    const [, id = ''] = /muster run apply (run_\w+)/.exec(planned.out) ?? []
    const applied = await muster(`run apply ${id}`)
    expect(applied).toMatchObject({ err: '', exit: 0 })
    expect(applied.out).toMatch(/^Applied\n {2}read 41 = created 41 \+ .*\n {2}\d.*records\/s\n$/)
    expect(await muster(`run apply ${id}`)).toMatchObject({ out: '', exit: 4 })
  })

  it('says what is wrong with the configuration', async () => {
    expect(await muster('people', { MUSTER_ROOT_KEY: 'short' })).toMatchObject({ out: '', exit: 78 })
  })

  it('stops a run at Ctrl-C and says that nothing was applied', async () => {
    vendor.mutate({ add: 5 })
    vendor.setFaults([{ id: 'F4', variant: 'slow-headers', with: { ms: 20_000 } }])
    const before = vendor.state().requests
    const running = type('alone', 'run planhat --apply')
    await vi.waitFor(() => expect(vendor.state().requests).toBeGreaterThan(before), 15_000)
    running.interrupt()
    const { out, err, exit } = await running.ended
    vendor.setFaults([])
    expect({ out, err, exit }).toEqual({
      out: 'Cancelled; nothing was applied\n',
      err: 'Stopping the run …\n',
      exit: 1,
    })
    const { ledger } = JSON.parse((await muster('run planhat --plan --json')).out) as Run
    expect(ledger.created).toBe(5)
  })
})

describe('with a server', () => {
  const muster = (line: string, env?: Readonly<Record<string, string>>) => type('served', line, env).ended
  let server: ReturnType<typeof type>
  let origin: string

  beforeAll(async () => {
    server = type('served', 'start --json --port 0')
    await server.prints('}\n')
    // Printed by `start`, which is asked for a port.
    origin = (JSON.parse(server.printed()) as { origin: string }).origin
  })

  it('wants a token, never as an argument, and says where else it may be', async () => {
    const { out, err, exit } = await muster(load('--plan'))
    expect({ out, exit }).toEqual({ out: '', exit: 2 })
    expect(err).toContain('put it into MUSTER_PLANHAT_TOKEN, name a file with --token-file')
  })

  it('keeps no token that the vendor refuses', async () => {
    const { err, exit } = await muster(load('--apply'), { MUSTER_PLANHAT_TOKEN: 'wrong' })
    expect(exit).toBe(4)
    expect(err).toMatch(/^muster: Planhat refused the token\. .*\n$/)
    expect((await muster('credentials --json')).out).toBe('[]\n')
  })

  it('loads through it, and leaves it running', async () => {
    expect(await muster('people --json')).toMatchObject({ out: '[]\n', exit: 0 })
    expect(await muster(load('--apply --json'), withToken)).toMatchObject({ err: '', exit: 0 })
    const people = JSON.parse((await muster('people --json')).out) as Person[]
    expect(people.length).toBeGreaterThan(40)
  })

  it('shows names from the vendor without what they would do to a terminal', async () => {
    const { out } = await muster('people eve')
    expect(out).toContain('Eve Stone')
    expect(out).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u)
  })

  it('changes nobody when it is run again, and reuses what it kept', async () => {
    // The token is kept by now.
    const { out, exit } = await muster(load('--apply --json'))
    expect(exit).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      state: 'succeeded',
      ledger: { created: 0, updated: 0, failed: 0 },
    })
    expect(JSON.parse((await muster('integrations --json')).out)).toHaveLength(1)
  })

  it('tells a script that some records failed', async () => {
    vendor.mutate({ add: [{ _id: 'fedcba9876543210fedcba98', firstName: 'Nobody' }] })
    const { out, exit } = await muster('run planhat --apply')
    expect(exit).toBe(3)
    expect(out).toContain('Failed\n  ')
    expect(out).toContain('Applied, but 1 record failed and changed nothing')
  })

  it.each([
    ['run Plahnat --plan', 1, 'did you mean "Planhat"?'],
    ['run show run_00000000000000000000000000000000', 1, 'There is no run'],
    ['fields add Email', 2, 'there is already a field "Email"'],
    ['integrations delete planhat', 2, '--yes: is needed where nobody can be asked'],
    ['peolpe', 2, 'Did you mean people?'],
  ])('answers "%s" with exit code %i: %s', async (line, exit, words) => {
    const ended = await muster(line)
    expect(ended).toMatchObject({ out: '', exit })
    expect(ended.err).toContain(words)
    expect(ended.err).not.toMatch(/\n {4}at /)
  })

  it('gives a program its failure as one JSON document', async () => {
    const { out, exit } = await muster('run nothing --json')
    expect(exit).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'not.found', problems: [] } })
  })

  it('is for nobody else on this machine but with the token of the data folder', async () => {
    const socketPath = join(scratch, 'served', 'muster.sock')
    expect(statSync(socketPath).mode & 0o777).toBe(0o600)
    await expect(openClient({ origin }).people.list()).rejects.toMatchObject({
      code: 'not.signed-in',
    })
  })

  it('refuses a second server on its folder', async () => {
    const { err, exit } = await type('served', 'start').ended
    expect(exit).toBe(75)
    expect(err).toMatch(/^muster: Muster already runs on .*\n$/)
  })

  it('ends in order when it is told to', async () => {
    server.stop()
    expect(await server.ended).toMatchObject({ err: '', exit: 0 })
    expect(existsSync(join(scratch, 'served', 'muster.sock'))).toBe(false)
  })
})

describe('the demo', () => {
  it('tells the whole story and leaves nothing behind', async () => {
    const { out, err, exit } = await type('demo', 'demo --once --users 60').ended
    expect({ err, exit }).toEqual({ err: '', exit: 0 })
    for (const words of [
      '1  A directory',
      'Smart Mapping',
      'unchanged 60',
      'Last name: ',
      'SaaS user, Active: ',
    ])
      expect(out).toContain(words)
    expect(out).not.toContain('Your turn')
    expect(readdirSync(scratch).filter((name) => name.startsWith('muster-demo'))).toEqual([])
  })

  it('goes on serving until Ctrl-C, for whoever looks', async () => {
    const demo = type('demo', 'demo --users 20')
    await demo.prints('Ctrl-C ends it')
    const [folder = ''] = readdirSync(scratch).filter((name) => name.startsWith('muster-demo'))
    const people = JSON.parse((await type(folder, 'people --json').ended).out) as Person[]
    expect(people.length).toBeGreaterThanOrEqual(20)
    demo.interrupt()
    expect(await demo.ended).toMatchObject({ err: '', exit: 0 })
    expect(existsSync(join(scratch, folder))).toBe(false)
  })
})
