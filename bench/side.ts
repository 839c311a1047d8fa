import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { nodeFlags } from './node-flags.ts'

export interface Measurement {
  readonly seconds: number
  /** Milliseconds by stage. */
  readonly stages: Readonly<Record<string, number>>
  /** Peak of the process so far, in MB. */
  readonly peakMb: number
}

/** One side of the comparison, in its own process. */
export interface Side {
  run(): Promise<Measurement>
  close(): void
}

export function startSide(
  name: 'floor' | 'muster',
  { url, origin, page }: { readonly url: string; readonly origin: string; readonly page: number },
): Side {
  const main = fileURLToPath(new URL('measure.ts', import.meta.url))
  const args = [...nodeFlags, main, name, url, origin, String(page)]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async run() {
      child.stdin.write('run\n')
      const { value, done } = await answers.next()
      if (done) throw new Error(`The ${name} side ended before it answered`)
      // Written by measure.ts.
      return JSON.parse(value) as Measurement
    },
    close: () => child.stdin.end(),
  }
}
