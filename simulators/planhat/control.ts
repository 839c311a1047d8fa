import type { IncomingMessage, ServerResponse } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { type Revocation, revocationKinds } from './auth.ts'
import { readFaultOrder } from './faults/arm.ts'
import { isObject, parseJson } from './json.ts'
import { isVerb } from './mutate.ts'
import type { Mutation } from './mutation.ts'
import { actsOf, mutateWorld, resetWorld, setFaults, setKnobs, type World, worldState } from './world.ts'

type Action = (world: World, given: unknown) => unknown

/** What the control API can do, by method and path; what each gives is sent as JSON. */
const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['POST /__sim/faults', (world, given) => setFaults(world, list(given).map(readFaultOrder))],
  ['POST /__sim/mutate', (world, given) => mutateWorld(world, readMutation(given))],
  ['POST /__sim/revoke', (world, given) => actsOf(world).revoke(readRevocation(given))],
  ['POST /__sim/knobs', setKnobs],
  ['POST /__sim/reset', resetWorld],
  ['GET /__sim/requests', (world) => world.journal],
  ['GET /__sim/state', worldState],
])

/** Answers a request of the control API: 200 with the result, 400 with what is wrong, 404. */
export async function control(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '').split('?')[0]
  const action = actions.get(`${request.method} ${path}`)
  const { status, value } = action
    ? await attempt(() => readBody(request).then((given) => action(world, given)))
    : { status: 404, value: { error: `There are ${[...actions.keys()].join(', ')}` } }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(value ?? { ok: true }))
}

async function attempt(act: () => Promise<unknown>): Promise<{ status: number; value: unknown }> {
  try {
    return { status: 200, value: await act() }
  } catch (error) {
    // What was sent is of a wrong value, no JSON, or of a wrong type.
    const sentWrong = [RangeError, SyntaxError, TypeError].some((kind) => error instanceof kind)
    if (!(error instanceof Error) || !sentWrong) throw error
    return { status: 400, value: { error: error.message } }
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const body = await readText(request)
  return parseJson(body === '' ? '{}' : body)
}

function list(given: unknown): readonly unknown[] {
  if (!Array.isArray(given)) throw new RangeError('Faults are an array; an empty one ends them')
  return given
}

function readMutation(given: unknown): Mutation {
  const other = isObject(given) ? Object.keys(given).find((name) => !isVerb(name)) : 'shape but an object'
  if (other !== undefined) throw new RangeError(`A mutation has no ${other}`)
  // The names are checked; values are those of a test and fail where they are used.
  return given as Mutation
}

function readRevocation(given: unknown): Revocation {
  const how = isObject(given) ? revocationKinds.find((kind) => kind === given.how) : undefined
  if (!isObject(given) || how === undefined) {
    throw new RangeError(`A revocation has a how: ${revocationKinds.join(', ')}`)
  }
  return typeof given.token === 'string' ? { token: given.token, how } : { how }
}
