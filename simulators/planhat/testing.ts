import { isObject, type JsonObject } from './json.ts'
import type { SimulatorOptions } from './options.ts'
import { type Simulator, startSimulator } from './simulator.ts'

/** A simulator for one test, with requests to it; `await using` ends it. */
export interface Tried extends AsyncDisposable {
  readonly simulator: Simulator
  /** Asks with the good token, or with these headers instead. */
  readonly ask: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>
  /** The users a path lists. */
  readonly users: (path?: string) => Promise<readonly JsonObject[]>
  /** Asks the control API. */
  readonly control: (path: string, given?: unknown) => Promise<Response>
}

export const goodHeaders = { authorization: 'Bearer sim-token' }

/** Starts a simulator without a rate limit, unless the options say else. */
export async function trySimulator(options: SimulatorOptions = {}): Promise<Tried> {
  const simulator = await startSimulator({ ...options, knobs: { rateLimit: false, ...options.knobs } })
  const ask = (path: string, headers: Readonly<Record<string, string>> = goodHeaders) =>
    fetch(simulator.origin + path, { headers, redirect: 'manual' })
  return {
    simulator,
    ask,
    users: async (path = '/users') => listOf(await (await ask(path)).json()),
    control: (path, given) => {
      const sent = given === undefined ? {} : { method: 'POST', body: JSON.stringify(given) }
      return fetch(simulator.controlOrigin + path, sent)
    },
    [Symbol.asyncDispose]: () => simulator.close(),
  }
}

/** The objects of a list answer; throws for anything that is no list of objects. */
function listOf(value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value) || !value.every(isObject)) throw new TypeError('This is no list of objects')
  return value
}
