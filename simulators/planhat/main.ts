import { run, runAlone } from '../run.ts'
import { readOptions } from './options.ts'
import { type Simulator, startSimulator } from './simulator.ts'

const begin = (argv: readonly string[]) => startSimulator(readOptions(argv, process.env))

/** Runs it from command-line flags and the environment, until it is told to end. */
export const runSimulator = (argv: readonly string[]): Promise<Simulator> => run(() => begin(argv))

if (import.meta.main) await runAlone(() => begin(process.argv.slice(2)))
