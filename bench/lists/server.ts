import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Pool } from 'undici'
import { nodeFlags } from '../node-flags.ts'

/** Muster as people start it, on a database that is there, in a process of its own. */
export interface Server {
  readonly origin: string
  readonly setupCode: string
  /** Asks as the owner of the machine; answers the text. */
  get(path: string): Promise<string>
  /** Takes a long answer as it comes; answers how many lines it had. */
  lines(path: string): Promise<number>
  /** The most memory it ever had, in MB. */
  peakMb(): number
  close(): Promise<void>
}

// The same place as that of `./muster`.
const compiled = fileURLToPath(new URL('../../.muster/compiled', import.meta.url))
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export async function startServer(folder: string, url: string): Promise<Server> {
  const child = spawn(process.execPath, [...nodeFlags, main, 'start', '--data', folder, '--port', '0'], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      MUSTER_ROOT_KEY: Buffer.alloc(32, 7).toString('base64'),
      NODE_COMPILE_CACHE: compiled,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const printed = await greeting(child)
  const pool = new Pool('http://localhost', { socketPath: join(folder, 'muster.sock'), bodyTimeout: 600_000 })
  const ask = async (path: string) => {
    const { statusCode, body } = await pool.request({ method: 'GET', path })
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${await body.text()}`)
    return body
  }
  return {
    origin: found(printed, /http:\/\/127\.0\.0\.1:\d+/),
    setupCode: found(printed, /(?<=give this code:\s+)\S+/),
    get: async (path) => (await ask(path)).text(),
    lines: async (path) => {
      let lines = 0
      for await (const piece of await ask(path)) for (const byte of piece) if (byte === 10) lines++
      return lines
    },
    peakMb: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Math.round(Number(found(status, /(?<=VmHWM:\s+)\d+/)) / 1000)
    },
    close: async () => {
      await pool.close()
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** What it prints once it serves. */
function greeting({ stdout }: ChildProcess): Promise<string> {
  let printed = ''
  return new Promise((resolve, reject) => {
    stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      if (printed.includes('Ctrl-C stops it')) resolve(printed)
    })
    stdout?.on('end', () => reject(new Error(`The server did not start: ${printed}`)))
  })
}

function found(text: string, pattern: RegExp): string {
  const [what] = pattern.exec(text) ?? []
  if (what === undefined) throw new Error(`Nothing fits ${pattern} in: ${text}`)
  return what
}
