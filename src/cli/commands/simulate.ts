import { z } from 'zod'
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
    const simulator = await runSimulator(flags)
    await session.interrupts.next()
    await simulator.close()
    return undefined
  },
})
