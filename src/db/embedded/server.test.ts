import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Program, startProgram } from '../../../test/program.ts'
import { ensureCluster } from './cluster.ts'
import { isAlive } from './process-identity.ts'
import { startServer } from './server.ts'

const binaries = process.env.MUSTER_POSTGRES
const started: Program[] = []
let base: string
let folder: string

/** Making a database takes longer than the rest of a test, so most start from a copy of one. */
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'muster-server-'))
  await (await startProgram('hold-database.ts', [base])).stop()
})
afterAll(() => rm(base, { recursive: true, force: true }))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-server-'))
  execFileSync('cp', ['-a', join(base, 'postgres'), folder])
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((program) => program.stop()))
  await rm(folder, { recursive: true, force: true })
})

async function hold(): Promise<Program> {
  const program = await startProgram('hold-database.ts', [folder])
  started.push(program)
  return program
}

async function ask(program: Program, sql: string): Promise<unknown[]> {
  const url = /ready (\S+)/.exec(program.printed())?.[1]
  if (url === undefined) throw new Error(program.printed())
  return query(url, sql)
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

async function postmaster(): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

describe('a data folder', () => {
  it('is refused to a second server, which names the first and ends with 75', async () => {
    const first = await hold()
    const second = await hold()
    expect(await second.ended).toBe(75)
    expect(second.printed()).toContain(`process ${first.pid}`)
    expect(await ask(first, 'select 1')).toEqual([1])
  })

  it('goes to exactly one of several that start together', async () => {
    const programs = await Promise.all([hold(), hold(), hold()])
    const winners = programs.filter((program) => program.printed().startsWith('ready'))
    expect(winners).toHaveLength(1)
    const losers = programs.filter((program) => !winners.includes(program))
    expect(await Promise.all(losers.map(({ ended }) => ended))).toEqual([75, 75])
  })

  it('is still refused while the first server is frozen', async () => {
    const first = await hold()
    process.kill(first.pid, 'SIGSTOP')
    const second = await hold()
    expect(await second.ended).toBe(75)
    process.kill(first.pid, 'SIGCONT')
  })

  it('is free again once the server stopped, with nothing left running', async () => {
    const first = await hold()
    await ask(first, "insert into note values ('kept')")
    const pid = await postmaster()
    expect(await first.stop()).toBe(0)
    expect(isAlive(pid)).toBe(false)
    expect(await ask(await hold(), 'select text from note')).toEqual(['kept'])
  })
})

describe('after a kill', () => {
  it('of PostgreSQL alone Muster is told, and not when it stops PostgreSQL itself', async () => {
    const server = await startServer({ folder, binaries })
    process.kill(server.pid, 'SIGKILL')
    await expect(server.lost).rejects.toMatchObject({ code: 'database.down', message: /start Muster again/ })
    await server.stop()

    const next = await startServer({ folder, binaries })
    await next.stop()
    expect(await Promise.race([next.lost, 'stopped in order'])).toBe('stopped in order')
  })

  it('of Muster the next start takes the data over, with all that was committed', async () => {
    const first = await hold()
    await ask(first, "insert into note values ('kept')")
    const orphan = await postmaster()
    await first.kill()
    expect(isAlive(orphan)).toBe(true)

    expect(await ask(await hold(), 'select text from note')).toEqual(['kept'])
    expect(isAlive(orphan)).toBe(false)
  })

  it('of Muster and PostgreSQL the next start repairs what they left', async () => {
    const first = await hold()
    await ask(first, "insert into note values ('kept')")
    process.kill(await postmaster(), 'SIGKILL')
    await first.kill()
    expect(await ask(await hold(), 'select text from note')).toEqual(['kept'])
  })

  it('a process that got the number of the old PostgreSQL is left alone', async () => {
    const first = await hold()
    await ask(first, "insert into note values ('kept')")
    process.kill(await postmaster(), 'SIGKILL')
    await first.kill()
    const file = join(folder, 'postgres', 'postmaster.pid')
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(process.ppid)))
    expect(await ask(await hold(), 'select text from note')).toEqual(['kept'])
    expect(isAlive(process.ppid)).toBe(true)
  })

  it('in the middle of the first start nothing half made is used', async () => {
    await rename(join(folder, 'postgres'), join(folder, 'postgres.draft'))
    await rm(join(folder, 'postgres.draft', 'global'), { recursive: true })
    expect(await ask(await hold(), 'select 1')).toEqual([1])
    expect(await readdir(folder)).not.toContain('postgres.draft')
  })
})

describe('the embedded server', () => {
  it('keeps every promise of its settings', async () => {
    const program = await hold()
    const names = [
      'fsync',
      'data_checksums',
      'jit',
      'listen_addresses',
      'server_encoding',
      'synchronous_commit',
    ]
    const values = await Promise.all(names.map((name) => ask(program, `show ${name}`)))
    expect(values.flat()).toEqual(['on', 'on', 'off', '', 'UTF8', 'on'])
  })

  it('knows letters beyond ASCII and sorts the same everywhere', async () => {
    expect(await ask(await hold(), "select lower('ÄØŁ'), 'Z' < 'a'")).toEqual(['äøł', true])
  })

  it('works under a folder whose name is too long for a socket', async () => {
    await chmod(folder, 0o711)
    folder = join(folder, 'a'.repeat(60), 'b'.repeat(60))
    const program = await hold()
    expect(await ask(program, 'select 1')).toEqual([1])
    expect(program.printed()).toContain(encodeURIComponent('/tmp/muster-'))
  })

  it('lets nobody in without the password where it listens on loopback', async () => {
    await rm(join(folder, 'postgres'), { recursive: true })
    const server = await startServer({ folder, binaries, door: 'loopback' })
    try {
      expect(await query(server.url, 'select 1')).toEqual([1])
      const wrong = server.url.replace(/:[^:@]+@/, ':wrong@')
      await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    } finally {
      await server.stop()
    }
  })

  it('refuses a folder that another major version made, and says which', async () => {
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '13\n')
    const programs = { folder: '', initdb: '', postgres: '', major: 18 }
    const plan = { folder: join(folder, 'postgres'), account: undefined }
    await expect(ensureCluster(programs, plan)).rejects.toMatchObject({
      code: 'database.schema',
      message: expect.stringMatching(/PostgreSQL 13 .* 18/),
    })
  })
})

describe('a start that cannot work says so in one line', () => {
  it('when the folder is a file', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(startServer({ folder: join(folder, 'file', 'data') })).rejects.toMatchObject({
      code: 'database.start',
      message: expect.stringMatching(/something else is there: choose another folder with MUSTER_DATA$/),
    })
  })

  it.runIf(process.getuid?.() === 0)('when the disk is full', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder])
    try {
      await expect(startServer({ folder, binaries })).rejects.toMatchObject({
        code: 'database.start',
        message: expect.stringMatching(/^There is no space left on the disk of .*MUSTER_DATA$/),
      })
    } finally {
      execFileSync('umount', [folder])
    }
  })

  it.runIf(process.getuid?.() === 0)("when PostgreSQL's account cannot enter the folder", async () => {
    const locked = join(folder, 'locked')
    await mkdir(locked, { mode: 0o700 })
    await expect(startServer({ folder: join(locked, 'data'), binaries })).rejects.toMatchObject({
      code: 'database.start',
      message: expect.stringMatching(/cannot be used by the account that runs PostgreSQL/),
    })
  })
})
