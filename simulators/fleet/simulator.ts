import type { IncomingMessage, ServerResponse } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { parseJson } from '../planhat/json.ts'
import { type Listener, listen } from '../planhat/listener.ts'
import { send } from '../planhat/wire.ts'
import { type ArmedFault, armFault, type FaultOrder, spoilt } from './faults.ts'
import { createFleet, type Fleet, idsOf, type Mutation, mutateFleet, type Touched } from './fleet.ts'
import { type Settings, type SimulatorOptions, settle } from './options.ts'
import { answer, pageOf } from './routes.ts'

/** A running Fleet that is none: for the demo and tests. */
export interface Simulator {
  /** Where a connector looks for the API: `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** Where `/__sim/…` is; the functions below do the same without HTTP. */
  readonly controlOrigin: string
  /** Replaces all faults; an empty list ends them. */
  setFaults(orders: readonly FaultOrder[]): void
  mutate(mutation: Mutation): Touched
  reset(): void
  /** What was asked for, without tokens. */
  requests(): readonly string[]
  close(): Promise<void>
}

interface World {
  readonly settings: Settings
  readonly asked: string[]
  fleet: Fleet
  faults: readonly ArmedFault[]
}

/** Starts a simulator; throws a `RangeError` for options that do not fit. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = settle(options)
  const world: World = { settings, asked: [], fleet: createFleet(settings), faults: [] }
  const reset = () => {
    world.asked.length = 0
    Object.assign(world, { fleet: createFleet(settings), faults: [] })
  }
  const setFaults = (orders: readonly unknown[]) => {
    world.faults = orders.map(armFault)
  }
  const mutate = (mutation: Mutation) => mutateFleet(world.fleet, mutation)
  const api = await listen((request, response) => void exchange(world, request, response), settings.port)
  const actions: Actions = {
    'POST /__sim/faults': (given) => setFaults(Array.isArray(given) ? given : [given]),
    // A tool for tests: a mutation of another shape changes nothing.
    'POST /__sim/mutate': (given) => mutate(given as Mutation),
    'POST /__sim/reset': reset,
    'GET /__sim/requests': () => world.asked,
    'GET /__sim/state': () => ({ hosts: idsOf(world.fleet).length, gone: world.fleet.gone.size }),
  }
  const controls = await listen((...pair) => void control(actions, ...pair), settings.controlPort)
  const both: readonly Listener[] = [api, controls]
  return {
    origin: api.origin,
    controlOrigin: controls.origin,
    setFaults,
    mutate,
    reset,
    requests: () => [...world.asked],
    close: async () => {
      await Promise.all(both.map((listener) => listener.close()))
    },
  }
}

async function exchange(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://fleet.invalid')
  world.asked.push(`${request.method} ${url.pathname}${url.search}`)
  const ask = { method: request.method ?? 'GET', url, authorization: request.headers.authorization }
  const reply = answer(world.fleet, world.settings, ask)
  await send(response, spoilt(reply, world.faults, pageOf(url)), false)
}

type Actions = Readonly<Record<string, (given: unknown) => unknown>>

/** Answers a request of the control API: 200 with the result, 400 with what is wrong, 404. */
async function control(actions: Actions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const action = actions[`${request.method} ${request.url?.split('?')[0]}`]
  const told = (status: number, value: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  if (!action) return void told(404, { error: `There are ${Object.keys(actions).join(', ')}` })
  try {
    const body = await readText(request)
    told(200, action(parseJson(body === '' ? '{}' : body)) ?? { ok: true })
  } catch (error) {
    told(400, { error: error instanceof Error ? error.message : String(error) })
  }
}
