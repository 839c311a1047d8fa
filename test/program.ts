import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A program of ours in a process of its own, for what only real processes show: locks, kills, restarts. */
export interface Program {
  readonly pid: number
  /** Everything it printed so far. */
  printed(): string
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
  /** Ends it as a power cut would: it gets no chance to tidy up. */
  kill(): Promise<void>
  /** Asks it to stop in order. */
  stop(): Promise<number | string>
}

/** Starts a file of `test/programs` and resolves once it printed `ready` or ended. */
export async function startProgram(file: string, options: readonly string[]): Promise<Program> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'programs', file), ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const ended = endOf(child)
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        if (printed.includes('ready')) resolve()
      })
    }
  })
  await Promise.race([ready, ended])
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return {
    pid: child.pid ?? 0,
    printed: () => printed,
    ended,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}

async function endOf(child: ChildProcess): Promise<number | string> {
  // `close` comes after the last output, with a code or the name of a signal.
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  return code ?? signal ?? 'unknown'
}
