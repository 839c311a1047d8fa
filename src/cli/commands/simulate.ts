import { z } from 'zod'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'

/** `muster simulate planhat`: the simulator by hand. */
export const simulateCommand = defineCommand({
  usage: 'simulate planhat [flags...]',
  summary:
    'Start a Planhat that is none until Ctrl-C; prints where it answers. Flags are its own: ' +
    '--users 2000 --port 4010 --token sim-token --seed 1 and its knobs.',
  passesFlags: true,
  input: z.object({ flags: z.array(z.string()) }),
  run: async (session, { flags }) => {
    // Loaded only here: no other command needs a vendor that is none.
    const { runSimulator } = await import('../../../simulators/planhat/main.ts')
    const simulator = await runSimulator(flags).catch(refuseFlags)
    await session.interrupts.next()
    await simulator.close()
    return undefined
  },
})

/** The simulator answers flags that do not fit with a `RangeError`, and Node's parser with a `TypeError`. */
function refuseFlags(error: unknown): never {
  if (error instanceof RangeError || error instanceof TypeError)
    throw invalid([{ field: 'flags', message: error.message }])
  throw error
}
