import type { JsonObject } from './json.ts'
import { type Blueprint, blueprint, indexOfObjectId } from './object-id.ts'
import { generateUser, indexOfEmail, type User } from './users.ts'

/**
 * The tenant's users. Most are never stored: user `index` is made when somebody looks, then covered by what
 * was changed since. Indices are for ever; a user that leaves and returns keeps index and id.
 */
export interface Roster {
  readonly print: Blueprint
  /** Users given by hand; they have the first indices and are served as they are. */
  readonly given: User[]
  /** Users handed in later, by their index. */
  readonly handed: Map<number, User>
  readonly patches: Map<number, JsonObject>
  readonly gone: Set<number>
  /** How many indices there are, users that left included. */
  made: number
  /** Grows with every change, so that sorted orders know when they are stale. */
  version: number
  readonly orders: Map<string, { readonly version: number; readonly indices: ArrayLike<number> }>
}

/** A roster of so many generated users, or of exactly those given. */
export function createRoster(seed: number, users: number | readonly User[]): Roster {
  const count = typeof users === 'number' ? users : users.length
  return {
    print: blueprint(seed, count),
    given: typeof users === 'number' ? [] : [...users],
    handed: new Map(),
    patches: new Map(),
    gone: new Set(),
    made: count,
    version: 0,
    orders: new Map(),
  }
}

/** The user with this index as he is now, whether he is still listed or not. */
export function userAt(roster: Roster, index: number): User {
  const born = givenAt(roster, index) ?? generateUser(roster.print, index)
  const patch = roster.patches.get(index)
  return patch ? { ...born, ...patch } : born
}

/** The user given by hand at this index, before any change. */
export function givenAt(roster: Roster, index: number): User | undefined {
  return roster.given[index] ?? roster.handed.get(index)
}

/** Whether the vendor still has this user at all. */
export function isHere(roster: Roster, index: number): boolean {
  return index >= 0 && index < roster.made && !roster.gone.has(index)
}

/** The index of the user with this id, listed or gone. */
export function indexOfId(roster: Roster, id: string): number | undefined {
  const guess = indexOfObjectId(roster.print, id)
  return candidates(roster, guess).find((index) => userAt(roster, index)._id === id)
}

/** The indices of listed users whose property has exactly this text; addresses compare without case. */
export function indicesWith(
  roster: Roster,
  property: 'email' | 'externalId',
  text: string,
): readonly number[] {
  const wanted = property === 'email' ? text.toLowerCase() : text
  const guess = property === 'email' ? indexOfEmail(wanted) : indexOfExternalId(wanted)
  const holds = (index: number) => {
    const value = userAt(roster, index)[property]
    if (typeof value !== 'string') return false
    return (property === 'email' ? value.toLowerCase() : value) === wanted
  }
  return candidates(roster, guess).filter((index) => isHere(roster, index) && holds(index))
}

// Generated values tell their index; anything else can only be with users given or changed by hand.
function candidates(roster: Roster, guess: number | undefined): readonly number[] {
  const possible = new Set([...roster.given.keys(), ...roster.handed.keys(), ...roster.patches.keys()])
  if (guess !== undefined && guess < roster.made) possible.add(guess)
  return [...possible].sort((a, b) => a - b)
}

function indexOfExternalId(externalId: string): number | undefined {
  const digits = /^hr-(\d+)$/.exec(externalId)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
