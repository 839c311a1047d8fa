import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A simulated Planhat in a process of its own, so that it shares no memory with what is measured. */
export interface Vendor {
  readonly origin: string
  /** Changes this share of its users. */
  change(share: number): Promise<void>
  close(): void
}

export const token = 'bench-token'

/** Starts a simulator with so many users, without throttle and faults. */
export async function startVendor(users: number): Promise<Vendor> {
  const main = fileURLToPath(new URL('../simulators/planhat/main.ts', import.meta.url))
  const flags = ['--users', String(users), '--token', token, '--rate-limit', 'false']
  const child = spawn(process.execPath, [main, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await firstLine(createInterface({ input: child.stdout }))
  // Written by our own simulator.
  const { origin, controlOrigin } = JSON.parse(line) as { origin: string; controlOrigin: string }
  return {
    origin,
    change: async (share) => {
      const answer = await fetch(`${controlOrigin}/__sim/mutate`, {
        method: 'POST',
        body: JSON.stringify({ change: share }),
        headers: { 'content-type': 'application/json' },
      })
      if (!answer.ok) throw new Error(`The simulator refused to change: ${answer.status}`)
      await answer.arrayBuffer()
    },
    close: () => child.kill(),
  }
}

async function firstLine(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) return line
  throw new Error('The simulator did not start')
}
