import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Mutation, Touched } from '../../../simulators/planhat/mutation.ts'
import { openTransport } from '../../client/transport.ts'

/** A simulated Planhat in a process of its own. */
export interface Vendor {
  readonly origin: string
  /** Changes some of its users; tells how many each part touched. */
  change(mutation: Mutation): Promise<Touched>
  close(): Promise<void>
}

const program = (vendor: string) =>
  fileURLToPath(new URL(`../../../simulators/${vendor}/main.ts`, import.meta.url))

/** Starts a Planhat with so many users, opened by this token. */
export async function startVendor(users: number, token: string): Promise<Vendor> {
  const { controlOrigin, ...simulator } = await startSimulator('planhat', { users }, token)
  return { ...simulator, change: (mutation) => change(controlOrigin, mutation) }
}

/** The most hardware of a demo, however many people there are. */
const mostHosts = 2000

/** Starts a Fleet in which each of so many users has a device; it stands still at this moment. */
export function startFleet(users: number, token: string, now: number): Promise<Omit<Vendor, 'change'>> {
  return startSimulator('fleet', { users, hosts: Math.min(users, mostHosts), now }, token)
}

type Flags = Readonly<Record<string, number>>

async function startSimulator(vendor: string, flags: Flags, token: string) {
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(process.execPath, [program(vendor), ...args], {
    // By the environment, so that the token is in no list of processes.
    env: { ...process.env, SIM_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { origin, controlOrigin } = await firstLine(child)
  return {
    origin,
    controlOrigin,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

interface Origins {
  readonly origin: string
  readonly controlOrigin: string
}

async function firstLine({ stdout }: ChildProcess): Promise<Origins> {
  if (stdout)
    for await (const line of createInterface({ input: stdout })) {
      // The simulator's first line is its origins, and it is ours.
      return JSON.parse(line) as Origins
    }
  throw new Error('the simulated vendor did not start')
}

async function change(origin: string, mutation: Mutation): Promise<Touched> {
  const { send, close } = openTransport({ origin })
  try {
    const { status, text } = await send({
      method: 'POST',
      path: '/__sim/mutate',
      body: JSON.stringify(mutation),
    })
    if (status !== 200) throw new Error(`the simulated vendor did not change: ${text}`)
    // The control API answers with what it touched, and it is ours.
    return JSON.parse(text) as Touched
  } finally {
    await close()
  }
}
