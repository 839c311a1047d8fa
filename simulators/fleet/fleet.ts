import { draw } from '../planhat/draw.ts'
import type { JsonObject } from '../planhat/json.ts'
import { type Estate, estate, generateHost, type Host } from './hosts.ts'
import type { Settings } from './options.ts'

/** The hosts of a simulated Fleet as they are now. */
export interface Fleet {
  readonly estate: Estate
  readonly patches: Map<number, JsonObject>
  readonly gone: Set<number>
  /** How many hosts were ever made; ids count from 1. */
  made: number
  /** Changes so far, so that each chooses others. */
  turns: number
}

export const createFleet = ({ seed, users, now, hosts }: Settings): Fleet => ({
  estate: estate(seed, users, now),
  patches: new Map(),
  gone: new Set(),
  made: hosts,
  turns: 0,
})

/** So many hosts, chosen by the seed, or those of these ids. */
type Which = number | readonly number[]

/** Changes of the estate as data, made in the order of this list. */
export interface Mutation {
  /** Minutes go by: whoever is online was seen again. */
  readonly pass?: number
  /** They get the newest version of a title they have. */
  readonly upgrade?: Which
  /** They get another owner. */
  readonly reassign?: Which
  readonly add?: number
  readonly remove?: Which
  readonly return?: readonly number[]
  /** They are enrolled anew: the same serial number, another id. */
  readonly reenroll?: Which
  readonly set?: readonly { readonly id: number; readonly patch: JsonObject }[]
}

/** The ids that each part of a mutation touched. */
export type Touched = Readonly<Partial<Record<keyof Mutation, readonly number[]>>>

/** The host of an id, if Fleet has it. */
export function hostOf({ estate, patches, gone, made }: Fleet, id: number): Host | undefined {
  if (!Number.isInteger(id) || id < 1 || id > made || gone.has(id)) return undefined
  return { ...generateHost(estate, id - 1), ...patches.get(id), id }
}

/** The ids of all hosts, in order. */
export const idsOf = ({ made, gone }: Fleet): readonly number[] =>
  Array.from({ length: made }, (_, at) => at + 1).filter((id) => !gone.has(id))

/** Changes the estate, the same way for the same seed and history. */
export function mutateFleet(fleet: Fleet, mutation: Mutation): Touched {
  const { pass, upgrade, reassign, add, remove, reenroll, set } = mutation
  return {
    ...(pass === undefined ? {} : { pass: passTime(fleet, pass) }),
    ...(upgrade === undefined
      ? {}
      : { upgrade: choose(fleet, upgrade, 'ubuntu').map((id) => patch(fleet, id, newer)) }),
    ...(reassign === undefined
      ? {}
      : { reassign: choose(fleet, reassign).map((id) => patch(fleet, id, handedOn(fleet))) }),
    ...(add === undefined ? {} : { add: made(fleet, add) }),
    ...(remove === undefined ? {} : { remove: choose(fleet, remove).map((id) => leave(fleet, id)) }),
    ...(mutation.return === undefined
      ? {}
      : { return: mutation.return.filter((id) => fleet.gone.delete(id)) }),
    ...(reenroll === undefined
      ? {}
      : { reenroll: choose(fleet, reenroll).map((id) => enrolAnew(fleet, id)) }),
    ...(set === undefined
      ? {}
      : { set: set.map(({ id, patch: given }) => patch(fleet, existing(fleet, id), () => given)) }),
  }
}

/** Whoever is chosen by number has an owner, so that what is told of people can be looked at. */
function choose(fleet: Fleet, which: Which, not = ''): readonly number[] {
  if (typeof which !== 'number') return which.map((id) => existing(fleet, id))
  const start = draw(fleet.estate.seed, ++fleet.turns, 91)
  const chosen: number[] = []
  for (let tried = 0; tried < fleet.made && chosen.length < which; tried++) {
    const id = ((start + tried) % fleet.made) + 1
    const host = hostOf(fleet, id)
    if (host && host.device_mapping !== null && host.platform !== not) chosen.push(id)
  }
  return chosen
}

function existing(fleet: Fleet, id: number): number {
  if (!hostOf(fleet, id)) throw new RangeError(`There is no host ${id}`)
  return id
}

function patch(fleet: Fleet, id: number, change: (host: Host) => JsonObject): number {
  const host = hostOf(fleet, id)
  if (host) fleet.patches.set(id, { ...fleet.patches.get(id), ...change(host) })
  return id
}

const made = (fleet: Fleet, count: number): readonly number[] =>
  Array.from({ length: count }, () => ++fleet.made)

function leave({ gone }: Fleet, id: number): number {
  gone.add(id)
  return id
}

function passTime(fleet: Fleet, minutes: number): readonly number[] {
  const later = (host: Host) => ({ seen_time: laterThan(String(host.seen_time), minutes) })
  return idsOf(fleet)
    .filter((id) => hostOf(fleet, id)?.status === 'online')
    .map((id) => patch(fleet, id, later))
}

const laterThan = (time: string, minutes: number): string =>
  `${new Date(Date.parse(time) + minutes * 60_000).toISOString().slice(0, 19)}Z`

function newer({ software }: Host): JsonObject {
  const [first, ...rest] = Array.isArray(software) ? software : []
  return { software: first ? [{ ...first, version: `${first.version}.1` }, ...rest] : [] }
}

const handedOn =
  (fleet: Fleet) =>
  (host: Host): JsonObject => {
    const other = generateHost(fleet.estate, host.id + fleet.turns)
    const email = `owner.${host.id}.${fleet.turns}@example.com`
    const mapping = other.device_mapping ?? [{ email, source: 'mdm_idp_accounts' }]
    return { device_mapping: mapping, end_users: null }
  }

function enrolAnew(fleet: Fleet, id: number): number {
  const host = hostOf(fleet, id)
  const anew = ++fleet.made
  if (host) fleet.patches.set(anew, { ...host, id: anew })
  fleet.gone.add(id)
  return anew
}
