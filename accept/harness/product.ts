import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenClient, openClient } from '../../src/client/open-client.ts'
import { clockEnvironment, clockFlags, type ServerClock } from './clock.ts'
import type { ProductRoot } from './product-root.ts'

/** A Muster in a process of its own, as people run it, but for its failpoints. */
export interface Product {
  readonly pid: number
  readonly name: string
  readonly folder: string
  readonly client: OpenClient
  /** Where its PostgreSQL is. */
  readonly url: string
  /** Failpoints that were reached so far. */
  readonly reached: ReadonlySet<string>
  /** Orders for its failpoints, `name:action:nth`; none ends them. */
  order(orders: string): void
  /** Resolves when a failpoint strikes. */
  readonly struck: () => Promise<string>
  /** The exit code or the signal, once it has ended. */
  readonly ended: Promise<number | string>
  hasEnded(): boolean
  send(signal: NodeJS.Signals): void
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Asks it to stop in order; answers how it ended. */
  stop(): Promise<number | string>
  /** Everything it printed. */
  printed(): string
}

export interface ProductOptions {
  readonly root: ProductRoot
  /** The name of its data folder. */
  readonly name: string
  /** The vendor it may call. */
  readonly allow: string
  /** A PostgreSQL to use instead of its own. */
  readonly url?: string | undefined
  /** Another clock than the machine's. */
  readonly clock?: ServerClock
}

const patience = 60_000

/** Starts a Muster and resolves once it serves. */
export async function startProduct({ root, name, allow, url, clock }: ProductOptions): Promise<Product> {
  const folder = join(root.folder, name)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const orders = join(root.folder, `${name}.failpoints`)
  writeFileSync(orders, '')
  const flags = ['--conditions=failpoints', '--preserve-symlinks', '--preserve-symlinks-main']
  if (clock) flags.push(...clockFlags)
  const typed = ['start', '--data', folder, '--port', '0', '--allow', allow]
  const child = spawn(process.execPath, [...flags, root.main, ...typed], {
    env: { ...environment(root, orders, url), ...(clock && clockEnvironment(clock)) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = endOf(child)
  const words = listen(child)
  await served(words, ended)
  const client = openClient({ socketPath: join(folder, 'muster.sock') })
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const how = await ended
    await client.close()
    return how
  }
  return {
    pid: child.pid ?? 0,
    name,
    folder,
    client,
    url: url ?? embeddedUrl(folder),
    reached: words.reached,
    order: (text) => {
      words.forget()
      writeFileSync(orders, text)
    },
    struck: words.struck,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    send: (signal) => void child.kill(signal),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    printed: words.printed,
  }
}

/** A key for all of them, so that several can share one database. */
const environment = (root: ProductRoot, orders: string, url: string | undefined): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  MUSTER_ROOT_KEY: Buffer.alloc(32, 7).toString('base64'),
  MUSTER_FAILPOINTS: `@${orders}`,
  // Kept by whoever ends in order: the next ones need not compile anew.
  NODE_COMPILE_CACHE: join(root.folder, 'compiled'),
  ...(url === undefined ? {} : { DATABASE_URL: url }),
})

const embeddedUrl = (folder: string): string =>
  `postgresql://muster@localhost:5432/postgres?host=${encodeURIComponent(join(folder, 'socket'))}`

interface Words {
  printed(): string
  readonly reached: ReadonlySet<string>
  struck(): Promise<string>
  /** Strikes from before an order are none of its. */
  forget(): void
}

function listen({ stdout, stderr }: ChildProcess): Words {
  let printed = ''
  const reached = new Set<string>()
  let strikes: string[] = []
  let wake: () => void = () => undefined
  const hear = (line: string) => {
    const [, what = '', name = ''] = /^failpoint (\S+) (\S+)/.exec(line) ?? []
    if (what === 'reached') reached.add(name)
    else if (what !== '') strikes.push(name)
    wake()
  }
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      for (const line of text.split('\n')) hear(line)
    })
  const struck = async () => {
    while (strikes.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    const [first = ''] = strikes
    strikes = []
    return first
  }
  const forget = () => {
    strikes = []
  }
  return { printed: () => printed, reached, struck, forget }
}

async function served(words: Words, ended: Promise<number | string>): Promise<void> {
  const deadline = Date.now() + patience
  const over = ended.then((how) =>
    Promise.reject(new Error(`Muster did not start (${how}): ${words.printed()}`)),
  )
  const looking = async () => {
    while (!words.printed().includes(' serves ')) {
      if (Date.now() > deadline) throw new Error(`Muster did not start: ${words.printed()}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  await Promise.race([looking(), over])
}

async function endOf(child: ChildProcess): Promise<number | string> {
  // A code, or the name of a signal.
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return code ?? signal ?? 'unknown'
}
