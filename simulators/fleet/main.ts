import { readOptions } from './options.ts'
import { type Simulator, startSimulator } from './simulator.ts'

/**
 * Starts a simulator from command-line flags and the environment, prints one JSON line with its two origins,
 * and ends it on SIGTERM or SIGINT. A parent process reads the line to know where to connect.
 */
export async function runSimulator(argv: readonly string[]): Promise<Simulator> {
  const simulator = await startSimulator(readOptions(argv, process.env))
  const { origin, controlOrigin } = simulator
  process.stdout.write(`${JSON.stringify({ origin, controlOrigin })}\n`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void simulator.close())
  return simulator
}

if (import.meta.main) {
  try {
    await runSimulator(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  }
}
