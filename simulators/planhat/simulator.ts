import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Revocation } from './auth.ts'
import { control } from './control.ts'
import { exchange } from './exchange.ts'
import type { FaultOrder } from './faults/arm.ts'
import type { JournalEntry } from './journal.ts'
import type { Knobs } from './knobs.ts'
import { type Listener, listen } from './listener.ts'
import type { Mutation, Touched } from './mutation.ts'
import { type SimulatorOptions, settle } from './options.ts'
import {
  actsOf,
  createWorld,
  mutateWorld,
  resetWorld,
  setFaults,
  setKnobs,
  type World,
  type WorldState,
  worldState,
} from './world.ts'

/** A running Planhat that is none: for the demo, tests and benchmarks. */
export interface Simulator {
  /** Where a connector looks for the API: `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** Where `/__sim/…` is; the functions below do the same without HTTP. */
  readonly controlOrigin: string
  /** Replaces all faults; an empty list ends them. */
  setFaults(orders: readonly FaultOrder[]): void
  setKnobs(knobs: Partial<Knobs>): void
  mutate(mutation: Mutation): Touched
  revoke(revocation: Revocation): void
  reset(): void
  requests(): readonly JournalEntry[]
  state(): WorldState
  close(): Promise<void>
}

/** Starts a simulator; throws a `RangeError` for options that do not fit. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = settle(options)
  const world = createWorld(settings)
  const api = await listenTo(world, settings.port)
  const controls = await listen(
    guard((...pair) => control(world, ...pair)),
    settings.controlPort,
  )
  return {
    origin: api.origin,
    controlOrigin: controls.origin,
    setFaults: (orders) => setFaults(world, orders),
    setKnobs: (knobs) => setKnobs(world, knobs),
    mutate: (mutation) => mutateWorld(world, mutation),
    revoke: (revocation) => actsOf(world).revoke(revocation),
    reset: () => resetWorld(world),
    requests: () => [...world.journal],
    state: () => worldState(world),
    close: async () => {
      await Promise.all([api.close(), controls.close()])
    },
  }
}

async function listenTo(world: World, port: number): Promise<Listener> {
  const started = Date.now()
  const now = () => started + (Date.now() - started) * world.knobs.timeScale
  const api: Listener = await listen(
    guard((...pair) => exchange({ world, now, refuseFor: (ms) => api.pause(ms) }, ...pair)),
    port,
  )
  return api
}

type Pair = [request: IncomingMessage, response: ServerResponse]

// A mistake of ours must look unlike any answer of the vendor's, and must not end the program.
function guard(answer: (...pair: Pair) => Promise<void>): (...pair: Pair) => void {
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error)
      response.destroy()
    })
  }
}
