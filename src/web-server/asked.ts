import type { Ctx } from '../kit/ctx.ts'
import type { Route } from '../kit/route.ts'
import { publicId } from '../lib/ids.ts'
import { isObject } from '../lib/value.ts'

/** A request that was read. */
export interface Asked {
  readonly route: Route
  readonly ctx: Ctx
  /** Params, query and body, as the route declares them. */
  readonly input: unknown
  /** What its headers say of earlier ones. */
  readonly ifMatch: string | undefined
  readonly key: string | undefined
}

/** What a request is answered. */
export interface Answer {
  readonly body: unknown
  /** The entity tag of the thing it is about. */
  readonly tag?: string | undefined
  /** It was done before, and this is what was answered then. */
  readonly isRepeated?: boolean
}

/** The id in a path: what its last parameter says; of a path without any, that of the own account. */
export function idIn({ path }: Route, input: unknown, { actor }: Pick<Ctx, 'actor'>): string {
  const name = path
    .match(/:(\w+)/g)
    ?.at(-1)
    ?.slice(1)
  if (name === undefined) return publicId('acc', actor.accountId ?? '')
  const id = isObject(input) ? input[name] : undefined
  if (typeof id !== 'string') throw new Error(`${path} names no thing`)
  return id
}
