import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../lib/value.ts'
import type { Ctx } from './ctx.ts'

/** A kind of thing that people edit one by one: what entity tags and activity are made of. */
export interface Thing {
  /** `integration`; acts on it begin with this word. */
  readonly noun: string
  /** The thing of a public id. Throws `not.found`. */
  read(ctx: Ctx, id: string): Promise<Told>
}

/** A thing as activity tells of it. */
export interface Told {
  readonly name: string
  /** What of it is edited, by the names of the API; nothing that changes by itself, and no secret. */
  readonly values: Readonly<Record<string, unknown>>
  /** What may only be said to have changed, as a text that differs when it does. */
  readonly hidden?: Readonly<Record<string, string>>
  /** What whoever asks may be told of it, and is never kept: activity outlives a person who is erased. */
  readonly told?: { readonly name: string; readonly values: Readonly<Record<string, Json>> }
  /** Of its plan, where it is a run. */
  readonly digest?: string | null
}

/** What an edit changed: before and after of each field, or an empty list where neither may be shown. */
export type Differences = Readonly<Record<string, readonly unknown[]>>

/** What differs between a thing before and after; undefined stands for one that was not there yet, or is no more. */
export function differences(before: Told | undefined, after: Told | undefined): Differences {
  return { ...shown(before?.values ?? {}, after?.values ?? {}), ...unshown(before?.hidden, after?.hidden) }
}

function shown(before: Told['values'], after: Told['values']): Differences {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  const pairs = [...keys].map((key) => [key, [before[key] ?? null, after[key] ?? null]] as const)
  return Object.fromEntries(pairs.filter(([, [was, is]]) => !isDeepStrictEqual(was, is)))
}

function unshown(before: Told['hidden'] = {}, after: Told['hidden'] = {}): Differences {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return Object.fromEntries([...keys].filter((key) => before[key] !== after[key]).map((key) => [key, []]))
}

/** The entity tag of a thing: another one as soon as anything of it was edited. */
export function tagOf({ name, values, hidden = {} }: Told): string {
  const text = JSON.stringify([name, values, hidden])
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
}
