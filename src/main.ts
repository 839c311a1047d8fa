import { processInterrupts } from './cli/interrupts.ts'
import { processTerminal } from './cli/process-terminal.ts'
import { runCli } from './cli/run-cli.ts'
import { systemClock } from './lib/clock.ts'

process.exitCode = await runCli(process.argv.slice(2), {
  terminal: processTerminal(),
  clock: systemClock,
  env: process.env,
  onInterrupt: processInterrupts,
  // Loaded when it is needed: a command that finds a server running is quick without it.
  openEngine: async (options) => (await import('./engine.ts')).openEngine(options),
})
