import type { Mutation } from '../../simulators/planhat/mutation.ts'
import { type Simulator, startSimulator } from '../../simulators/planhat/simulator.ts'

/** What the vendor's list can be like. */
export type State = 0 | 1 | 2

/** A simulated Planhat that stands in one of three states, each a small change from the others. */
export interface Vendor {
  readonly origin: string
  readonly simulator: Simulator
  /** Puts it into a state, whatever it was in before. */
  stand(state: State): void
  close(): Promise<void>
}

export const changeSets = 3

/** The state after this one. */
export const after = (state: State): State => (state === 0 ? 1 : state === 1 ? 2 : 0)

/** Starts a vendor with so many users and no limit of requests. */
export async function startVendor(users: number): Promise<Vendor> {
  const simulator = await startSimulator({ users, knobs: { rateLimit: false } })
  return {
    origin: simulator.origin,
    simulator,
    stand: (state) => {
      simulator.reset()
      simulator.mutate(changes(users)[state])
    },
    close: simulator.close,
  }
}

/** Names, roles, newcomers who leave again, somebody inactive: below every brake, even two hundred times a day. */
function changes(users: number): Readonly<Record<State, Mutation>> {
  const few = Math.max(1, Math.round(users / 100))
  const newcomers = Math.max(1, Math.round(users / 1000))
  return {
    0: {},
    1: { rename: few * 3, changeRole: few, add: newcomers, deactivate: 1 },
    2: { change: 0.05, changeRole: few, add: newcomers },
  }
}
