interface Simulator {
  readonly origin: string
  readonly controlOrigin: string
  close(): Promise<void>
}

/**
 * Starts a simulator, prints one JSON line with its two origins, and ends it on SIGTERM or SIGINT. A parent process
 * reads the line to know where to connect.
 */
export async function run<S extends Simulator>(start: () => Promise<S>): Promise<S> {
  const simulator = await start()
  const { origin, controlOrigin } = simulator
  process.stdout.write(`${JSON.stringify({ origin, controlOrigin })}\n`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void simulator.close())
  return simulator
}

/** The same as a program of its own: what is wrong with its flags is said, and ends it with 2. */
export async function runAlone(start: () => Promise<Simulator>): Promise<void> {
  try {
    await run(start)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  }
}
