import { revokeTokens, type Token } from './auth.ts'
import { type ArmedFault, armFault, type FaultOrder } from './faults/arm.ts'
import type { Acts } from './faults/fault.ts'
import type { JournalEntry } from './journal.ts'
import { type Knobs, turnKnobs } from './knobs.ts'
import type { Echo, Source } from './list.ts'
import { mutateRoster } from './mutate.ts'
import type { Mutation, Touched } from './mutation.ts'
import type { Settings } from './options.ts'
import { orderOf } from './order.ts'
import type { Meter } from './rate-limit.ts'
import { createRoster, type Roster, userAt } from './roster.ts'
import { createRowCache, emptyRowCache, forgetRows, type RowCache } from './row-cache.ts'

/** Everything one simulated tenant remembers. */
export interface World extends Source {
  readonly settings: Settings
  readonly journal: JournalEntry[]
  readonly meters: Map<string, Meter>
  roster: Roster
  rows: RowCache
  knobs: Knobs
  tokens: ReadonlyMap<string, Token>
  faults: readonly ArmedFault[]
  echoes: readonly Echo[]
  /** Requests since the start or reset, and since the faults were set. */
  requests: number
  requestsUnderFaults: number
  refusals: number
}

/** What is known of a world from outside, tokens left out. */
export interface WorldState {
  readonly seed: number
  readonly cluster: string
  /** Users the list has now, as the knobs stand. */
  readonly users: number
  readonly gone: number
  readonly changed: number
  readonly requests: number
  readonly tokens: readonly {
    readonly enabled: boolean
    readonly paused: boolean
    readonly cluster: string
  }[]
  readonly knobs: Knobs
  readonly faults: readonly (FaultOrder & { readonly struck: number })[]
}

/** A tenant as it is at the start. */
export function createWorld(settings: Settings): World {
  return { settings, journal: [], meters: new Map(), ...beginning(settings) }
}

/** Back to the start: users, tokens, knobs, meters and journal. The faults end. */
export function resetWorld(world: World): void {
  world.journal.length = 0
  world.meters.clear()
  Object.assign(world, beginning(world.settings))
}

/** Replaces all faults; none ends them. What they did to the tenant stays, repeated rows do not. */
export function setFaults(world: World, orders: readonly FaultOrder[]): void {
  world.faults = orders.map(armFault)
  world.echoes = []
  world.requestsUnderFaults = 0
}

/** Turns some knobs, from values that came from outside. */
export function setKnobs(world: World, given: unknown): void {
  world.knobs = turnKnobs(world.knobs, given)
  world.meters.clear()
  emptyRowCache(world.rows)
}

/** Changes users. */
export function mutateWorld(world: World, mutation: Mutation): Touched {
  const { indices, touched } = mutateRoster(world.roster, mutation)
  forgetRows(world.rows, indices)
  return touched
}

/** What faults may do to this world. */
export function actsOf(world: World): Acts {
  return {
    mutate: (mutation) => mutateWorld(world, mutation),
    revoke: (revocation) => {
      world.tokens = revokeTokens(world.tokens, revocation)
    },
    echo: (place, changed) => {
      if (world.echoes.some((echo) => echo.place === place)) return
      world.echoes = [...world.echoes, { place, changed }].sort((a, b) => a.place - b.place)
    },
    idAt: (place) => {
      const index = orderOf(world.roster, world.knobs, { property: '_id', descending: false })[place]
      return index === undefined ? undefined : userAt(world.roster, index)._id
    },
  }
}

/** Describes a world. */
export function worldState(world: World): WorldState {
  const { roster, knobs, settings } = world
  return {
    seed: settings.seed,
    cluster: settings.cluster,
    users: orderOf(roster, knobs, { property: undefined, descending: false }).length,
    gone: roster.gone.size,
    changed: roster.patches.size,
    requests: world.requests,
    tokens: [...world.tokens.values()].map(({ enabled, paused, cluster }) => ({ enabled, paused, cluster })),
    knobs,
    faults: world.faults.map(({ order, struck }) => ({ ...order, struck })),
  }
}

function beginning(settings: Settings) {
  return {
    roster: createRoster(settings.seed, settings.users),
    rows: createRowCache(),
    knobs: settings.knobs,
    tokens: new Map(settings.tokens.map((token) => [token.token, token])),
    faults: [],
    echoes: [],
    requests: 0,
    requestsUnderFaults: 0,
    refusals: 0,
  }
}
