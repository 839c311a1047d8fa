import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Account } from './account.ts'
import { end } from './postmaster.ts'
import { startFault } from './start-fault.ts'

/** What to run, on which folder, as whom, where it answers and where it writes its log. */
export interface Launch {
  readonly program: string
  readonly folder: string
  readonly account: Account
  readonly url: string
  readonly log: string
}

/** Replaying the log of a killed server may take a while; nobody should wait longer than this (ms). */
const longestStart = 300_000

/** Backends of a killed server hold its memory until they notice, at the end of their statement. */
const longestMourning = 15_000

/** Runs PostgreSQL as our child and resolves once it answers. Throws `database.start`. */
export async function launch(plan: Launch): Promise<ChildProcess> {
  const begin = Date.now()
  for (;;) {
    const child = await spawnServer(plan)
    if (await answers(child, plan.url)) return child
    const output = await readFile(plan.log, 'utf8')
    const mourning = output.includes('pre-existing shared memory block')
    if (!mourning || Date.now() - begin > longestMourning) throw startFault(output, dirname(plan.folder))
    await wait(250)
  }
}

/** The log of the start before is kept beside the present one. */
async function spawnServer({ program, folder, account, log }: Launch): Promise<ChildProcess> {
  await rename(log, `${log}.1`).catch(() => undefined)
  const output = await open(log, 'w', 0o600)
  const child = spawn(program, ['-D', folder], {
    cwd: '/',
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, TZ: 'UTC', LC_ALL: 'C' },
    stdio: ['ignore', output.fd, output.fd],
    // A group of its own, so that Ctrl-C in a terminal ends us first and we then end it in order.
    detached: true,
    ...account,
  })
  const stopWithUs = () => child.kill('SIGINT')
  process.once('exit', stopWithUs)
  child.once('exit', () => process.off('exit', stopWithUs))
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  await output.close()
  return child
}

/** True once a connection works, false when the server ended instead. */
async function answers(child: ChildProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + longestStart
  while (hasEnded(child) === false && Date.now() < deadline) {
    if (await canConnect(url)) return true
    await wait(20)
  }
  await stopServer(child)
  return false
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Fast shutdown: statements are cancelled, everything that was committed is kept. */
export async function stopServer(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return
  if (!(await end(child.pid, 'SIGINT'))) await end(child.pid, 'SIGQUIT')
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}
