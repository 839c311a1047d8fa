import type { Revocation } from '../auth.ts'
import type { Mutation, Touched } from '../mutation.ts'
import type { ListQuery } from '../query.ts'
import type { Reply } from '../reply.ts'

/** The faults of section 4.5 of the API reference. */
export type FaultId = `F${number}`

/** Amounts of a fault; each has a default where it is used. */
export interface Amounts {
  /** Real milliseconds. */
  readonly ms?: number
  readonly bytes?: number
  readonly seconds?: number
  readonly every?: number
  readonly kilobytes?: number
  /** The origin a redirect leads to. */
  readonly host?: string
}

/** The page of the user list that a request asks for. */
export interface Page {
  readonly offset: number
  readonly limit: number
  /** The length of the whole list. */
  readonly total: number
}

/** What a fault may do to the tenant besides spoiling an answer. */
export interface Acts {
  mutate(mutation: Mutation): Touched
  revoke(revocation: Revocation): void
  /** Serves the row before this place of the list once more, from now on. */
  echo(place: number, changed: boolean): void
  /** The id at this place of the list by `_id`, if there is one. */
  idAt(place: number): string | undefined
}

/** The request a fault strikes. */
export interface Occasion {
  /** Counts from 1 since the faults were set. */
  readonly request: number
  readonly path: string
  readonly page: Page | undefined
  readonly amounts: Amounts
  readonly seed: number
  readonly acts: Acts
}

/** One way to go wrong. Each part acts at its own moment of a request; most faults have one. */
export interface Effect {
  /** Before anything else, the token check included. */
  readonly before?: (occasion: Occasion) => void
  /** In place of the real answer, whoever asks. */
  readonly answer?: (occasion: Occasion) => Reply
  /** What the server takes the question of a list to be. */
  readonly ask?: (query: ListQuery, occasion: Occasion) => ListQuery
  /** The rows of a page. */
  readonly rows?: (rows: readonly string[], occasion: Occasion) => readonly string[]
  /** The finished answer. */
  readonly reply?: (reply: Reply, occasion: Occasion) => Reply
  /** When the answer has left. */
  readonly after?: (occasion: Occasion) => void
}

/** An effect and the request it strikes. */
export interface Struck {
  readonly effect: Effect
  readonly occasion: Occasion
}

/** A fault and its variants; the first is the one meant when none is named. */
interface Fault {
  readonly says: string
  readonly variants: Readonly<Record<string, Effect>>
}

/** Faults that belong together. */
export type Family = Readonly<Record<FaultId, Fault>>
