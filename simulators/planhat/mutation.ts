import type { JsonObject } from './json.ts'
import type { User } from './users.ts'

/** Whom a change concerns: so many, chosen by the seed, or exactly these ids. */
export type Who = number | readonly string[]

/** Changes of the tenant as data. They are made in the order of this list. */
export interface Mutation {
  readonly rename?: Who
  readonly changeRole?: Who
  readonly deactivate?: Who
  readonly reactivate?: Who
  /** New users: so many, or these. */
  readonly add?: number | readonly User[]
  /** Takes users out of the list and of look-ups; they can return. */
  readonly remove?: Who
  /** Brings removed users back with the same id. */
  readonly return?: Who
  readonly set?: readonly { readonly id: string; readonly patch: JsonObject }[]
  /** Two users exchange their addresses. */
  readonly swapEmails?: readonly [string, string]
  /** The fraction of users that get another first name and time zone: 0.05 is every 20th. */
  readonly change?: number
}

/** The ids each part of a mutation touched. */
export type Touched = Readonly<Partial<Record<keyof Mutation, readonly string[]>>>
