import { z } from 'zod'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import type { Session } from '../session.ts'

const notes = `Flags, with what they usually are; simulators/planhat/README.md has them all:
  --users 100          how many people it invents
  --port 0             where it answers; 0 takes any free port
  --control-port 0     where its control API answers
  --token sim-token    the tokens that it accepts, separated by commas
  --seed 1             what everything is drawn from
  --rate-limit true    whether it limits requests, as Planhat does

Its control API changes what it says. With CONTROL for the second address that it prints:
  curl -d '{"rename": 3, "deactivate": 2, "add": 4, "remove": 1}' CONTROL/__sim/mutate
  curl -d '[{"id": "F3", "times": 2}]' CONTROL/__sim/faults     two server errors; [] ends faults
  curl -d '{"how": "remove"}' CONTROL/__sim/revoke              its token opens nothing any more
  curl CONTROL/__sim/state                                      users, settings and faults
  curl -X POST CONTROL/__sim/reset                              back to the start`

/** `muster simulate planhat`: the simulator by hand. */
export const simulateCommand = defineCommand({
  usage: 'simulate planhat [flags...]',
  summary: 'Start a simulated Planhat until Ctrl-C; prints where it and its control API answer',
  notes,
  passesFlags: true,
  input: z.object({ flags: z.array(z.string()) }),
  run: async (session, { flags }) => {
    // Loaded only here: no other command needs a vendor that is none.
    const { runSimulator } = await import('../../../simulators/planhat/main.ts')
    return stay(session, 'planhat', await runSimulator(flags).catch(refuseFlags))
  },
})

const fleetNotes = `Flags, with what they usually are; simulators/fleet/README.md has them all:
  --hosts 100          how many devices it invents
  --users 100          of how many users of a simulated Planhat; as many as hosts
  --port 0             where it answers; 0 takes any free port
  --control-port 0     where its control API answers
  --token sim-token    the token that it accepts
  --seed 1             what everything is drawn from

Its control API changes what it says. With CONTROL for the second address that it prints:
  curl -d '{"upgrade": 3, "reassign": 1, "add": 4, "remove": 1}' CONTROL/__sim/mutate
  curl -d '[{"fault": "500", "times": 2}]' CONTROL/__sim/faults     two server errors; [] ends faults
  curl -X POST CONTROL/__sim/reset                                  back to the start`

/** `muster simulate fleet`: the other simulator. */
export const simulateFleetCommand = defineCommand({
  usage: 'simulate fleet [flags...]',
  summary: 'Start a simulated Fleet until Ctrl-C; prints where it and its control API answer',
  notes: fleetNotes,
  passesFlags: true,
  input: z.object({ flags: z.array(z.string()) }),
  run: async (session, { flags }) => {
    const { runSimulator } = await import('../../../simulators/fleet/main.ts')
    return stay(session, 'fleet', await runSimulator(flags).catch(refuseFlags))
  },
})

/** Lets a simulator answer until Ctrl-C. */
async function stay(
  { terminal, interrupts }: Session,
  vendor: string,
  simulator: { readonly origin: string; close(): Promise<void> },
): Promise<undefined> {
  terminal.err(howToLoad(vendor, simulator.origin))
  await interrupts.next()
  await simulator.close()
  return undefined
}

const howToLoad = (vendor: string, origin: string): string =>
  [
    'To load it, in another terminal (its token is sim-token unless you gave another):',
    `  export MUSTER_ALLOW=${origin}`,
    `  muster load ${vendor} --base-url ${origin}`,
    `To change what it says: muster help simulate ${vendor}. Ctrl-C ends it`,
  ].join('\n')

/** The simulator answers flags that do not fit with a `RangeError`, and Node's parser with a `TypeError`. */
function refuseFlags(error: unknown): never {
  if (error instanceof RangeError || error instanceof TypeError)
    throw invalid([{ field: 'flags', message: error.message }])
  throw error
}
