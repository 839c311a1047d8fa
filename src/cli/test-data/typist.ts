import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A command in a process of its own. */
export interface TypedCommand {
  readonly ended: Promise<Ended>
  /** Everything on standard output so far. */
  printed(): string
  /** Resolves once these words were printed, or the command ended without them. */
  prints(words: string): Promise<void>
  interrupt(): void
  stop(): void
}

interface Ended {
  readonly out: string
  readonly err: string
  /** Null when a signal ended it. */
  readonly exit: number | null
}

type Env = Readonly<Record<string, string>>

/** Types commands far from the machine's own Muster: with a home, data and a key of their own. */
export interface Typist {
  readonly home: string
  /** `folder` is the name of a data folder in the home. */
  type(folder: string, line: string, env?: Env): TypedCommand
  /** Removes whatever the commands left. */
  leave(): void
}

const program = join(import.meta.dirname, '..', '..', 'main.ts')

/** A typist whose commands may call these vendors. */
export function newTypist(allow: readonly string[] = []): Typist {
  const home = mkdtempSync(join(tmpdir(), 'muster-cli-'))
  // As root, PostgreSQL runs as somebody who has to get through to its folder.
  chmodSync(home, 0o711)
  const usual = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TMPDIR: home,
    MUSTER_ROOT_KEY: randomBytes(32).toString('base64'),
    MUSTER_ALLOW: allow.join(','),
  }
  return {
    home,
    type: (folder, line, env) => start(line, { ...usual, MUSTER_DATA: join(home, folder), ...env }),
    leave: () => rmSync(home, { recursive: true, force: true }),
  }
}

function start(line: string, env: Env): TypedCommand {
  const child = spawn(process.execPath, [program, ...line.split(' ')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  })
  const printed = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.err += text
  })
  const ended = once(child, 'close').then(([exit]): Ended => ({ ...printed, exit }))
  return {
    ended,
    printed: () => printed.out,
    prints: async (words) => {
      while (!printed.out.includes(words) && child.exitCode === null)
        await Promise.race([once(child.stdout, 'data'), ended])
    },
    interrupt: () => child.kill('SIGINT'),
    stop: () => child.kill('SIGTERM'),
  }
}
