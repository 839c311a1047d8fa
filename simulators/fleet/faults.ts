import { isObject, type JsonObject } from '../planhat/json.ts'
import { jsonReply, type Reply, textReply, type Wire } from '../planhat/reply.ts'
import { refusal } from './refusal.ts'

/** A way to go wrong: instead of the answer, or with it. */
type Effect = (reply: Reply) => Reply

const onWire =
  (wire: Wire): Effect =>
  (reply) => ({ ...reply, wire })
const withHosts =
  (change: (hosts: readonly JsonObject[]) => readonly JsonObject[]): Effect =>
  (reply) => {
    const body: unknown = JSON.parse(reply.body.toString())
    const hosts = isObject(body) && Array.isArray(body.hosts) ? body.hosts.filter(isObject) : undefined
    return hosts ? jsonReply(200, { hosts: change(hosts) }) : reply
  }

/** Every fault by its name. */
const effects: Readonly<Record<string, Effect>> = {
  '500': () => refusal(500, 'Unknown Error'),
  '502-html': () => textReply(502, '<html><h1>502 Bad Gateway</h1></html>', 'text/html'),
  '503': () => textReply(503, ''),
  busy: () => ({ ...refusal(429, 'limit exceeded'), headers: { 'retry-after': '1' } }),
  refused: () => refusal(401, 'Authentication required'),
  forbidden: () => refusal(403, 'Permission Denied'),
  login: () => textReply(200, '<!doctype html><title>Fleet</title>', 'text/html; charset=utf-8'),
  truncated: (reply) => ({ ...reply, body: reply.body.subarray(0, reply.body.length >> 1) }),
  cut: onWire({ kind: 'cut' }),
  reset: onWire({ kind: 'reset-before-headers' }),
  stall: onWire({ kind: 'stall', ms: 60_000 }),
  'no-list': () => jsonReply(200, {}),
  'null-list': () => jsonReply(200, { hosts: null }),
  bare: (reply) => jsonReply(200, JSON.parse(reply.body.toString()).hosts ?? []),
  empty: withHosts(() => []),
  twice: withHosts((hosts) => [...hosts.slice(0, 1), ...hosts.slice(0, -1)]),
  longer: withHosts((hosts) => [...hosts, ...hosts]),
  'no-id': withHosts((hosts) => hosts.map((host, at) => (at === 0 ? { ...host, id: null } : host))),
  'huge-software': withHosts((hosts) => hosts.map((host) => ({ ...host, software: endless }))),
}

const endless = Array.from({ length: 30_000 }, (_, at) => ({ id: at, name: `title ${at}`, version: '1' }))

/** A fault to be set, as data: without `page` it strikes every list, without `times` for ever. */
export interface FaultOrder {
  readonly fault: string
  /** The number of the page, counted from 0. */
  readonly page?: number
  readonly times?: number
}

/** A fault that waits for its moment. */
export interface ArmedFault {
  readonly order: FaultOrder
  readonly effect: Effect
  struck: number
}

/** Gets a fault ready; throws a `RangeError` for one that does not exist. */
export function armFault(order: unknown): ArmedFault {
  const name = isObject(order) ? String(order.fault) : ''
  const effect = Object.hasOwn(effects, name) ? effects[name] : undefined
  if (!effect || !isObject(order))
    throw new RangeError(`There is no fault "${name}"; there are ${Object.keys(effects).join(', ')}`)
  // This is a tool for tests: a page or a number of times of a wrong type merely never matches.
  return { order: order as unknown as FaultOrder, effect, struck: 0 }
}

/** The answer as the faults that strike this page leave it. */
export function spoilt(reply: Reply, faults: readonly ArmedFault[], page: number): Reply {
  return faults.reduce((now, fault) => {
    const { order, struck } = fault
    if (order.page !== undefined && order.page !== page) return now
    if (struck >= (order.times ?? Number.POSITIVE_INFINITY)) return now
    fault.struck++
    return fault.effect(now)
  }, reply)
}
