import { z } from 'zod'
import type { FaultCode } from '../lib/errors.ts'
import type { Ctx } from './ctx.ts'
import type { Right } from './rights.ts'
import type { Thing } from './thing.ts'

export type Need = Right | 'anyone' | 'known' | 'signed-in'

export type Nothing = z.ZodObject<Record<never, never>>

/** The end of a route: told from one day on, true from another at least half a year later. Both are written 2026-01-31. */
export interface Deprecation {
  readonly since: string
  readonly sunset: string
  /** What to use instead, in a sentence. */
  readonly instead: string
}

/** What a route is written as. Unknown names in `params`, `query` and `input` are refused, inner objects say `z.strictObject` themselves. */
export interface RouteSpec<P extends z.ZodObject, Q extends z.ZodObject, I extends z.ZodObject, O, F> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** As in `/api/people/:id`; every `:name` is in `params`. */
  readonly path: string
  /** What a caller uses it for, in a few words. */
  readonly summary: string
  /**
   * The right its actor must have; `anyone` answers whoever may knock at all, `known` every account and token
   * with what their rights show, `signed-in` every account, about itself.
   */
  readonly needs: Need
  /** Whether whoever comes with a session must have given a password, or another proof, in the last five minutes. */
  readonly proof?: boolean
  readonly params?: P
  readonly query?: Q
  /** The body. */
  readonly input?: I
  /** The answer; what is not in it never leaves. */
  readonly output: O
  /** 200 when left out. */
  readonly status?: number
  /** Whether it costs so much that nobody may ask it more than ten times a minute. */
  readonly isCostly?: boolean
  /** That it will go, and what is to be used instead. */
  readonly deprecated?: Deprecation
  /** Faults that its place, input and work do not tell of. */
  readonly faults?: readonly FaultCode[]
  /**
   * What activity calls it: `integration.edited`. Every route that is no GET says it; null: it writes nothing that
   * matters, or notes its acts itself.
   */
  readonly act?: string | null
  /** The kind of thing that the path names. Its entity tag goes out, and what an edit changes of it is told. */
  readonly of?: Thing
  /** The kind of thing that the answer names by its id: what was made. */
  readonly makes?: Thing
  /** Whether its answer holds a secret that is shown once: then it is not kept for a repeated request. */
  readonly isShownOnce?: boolean
  /**
   * What it asks somebody outside before it writes, such as a vendor, or takes its time with, such as the hash of a
   * password: `run` gets what came of it. No transaction waits meanwhile; what is written here stays, whatever follows.
   */
  ask?(ctx: Ctx, input: z.output<P> & z.output<Q> & z.output<I>): Promise<F>
  /**
   * Gets params, query and body as one object; no two of them share a name. All that it writes, if it is no GET, is one
   * transaction with its act.
   */
  run(ctx: Ctx, input: z.output<P> & z.output<Q> & z.output<I>, found: F): Promise<z.input<O>>
  /** What it tells somebody outside once all is written, such as by e-mail; it completes the answer. */
  tell?(ctx: Ctx, answer: z.output<O>, found: F): Promise<z.input<O>>
}

/**
 * How the answer is written: as JSON; as lines of JSON, each of the shape of `output`, of which `run` answers an
 * iterable; as the `Table` that it answers; as events, likewise of the shape of `output`, each when it comes.
 */
export type Form = 'json' | 'lines' | 'table' | 'events'

/** A route as its interpreters (the server, the OpenAPI page) read it. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  readonly summary: string
  readonly needs: Need
  readonly proof: boolean
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  readonly input: z.ZodObject
  readonly output: z.ZodType
  readonly status: number
  /** Whether it asks or tells somebody outside. */
  readonly callsOut: boolean
  readonly isCostly: boolean
  readonly deprecated?: Deprecation | undefined
  readonly faults: readonly FaultCode[]
  readonly act?: string | null
  readonly of?: Thing
  readonly makes?: Thing
  readonly isShownOnce?: boolean
  readonly form: Form
  /** Methods, so that those that want a certain input fit: the server parses before it runs them. */
  ask?(ctx: Ctx, input: unknown): Promise<unknown>
  run(ctx: Ctx, input: unknown, found?: unknown): Promise<unknown>
  tell?(ctx: Ctx, answer: unknown, found: unknown): Promise<unknown>
}

/** The answer of a route that has nothing to say. */
export const nothing = z.undefined()

/** One route as plain data, with the compiler reading along. */
export function defineRoute<
  O extends z.ZodType,
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  I extends z.ZodObject = Nothing,
  F = undefined,
>(spec: RouteSpec<P, Q, I, O, F>): Route {
  return {
    ...spec,
    status: spec.status ?? 200,
    proof: spec.proof ?? false,
    callsOut: spec.ask !== undefined || spec.tell !== undefined,
    isCostly: spec.isCostly ?? false,
    faults: spec.faults ?? [],
    form: 'json',
    params: (spec.params ?? z.object({})).strict(),
    query: (spec.query ?? z.object({})).strict(),
    input: (spec.input ?? z.object({})).strict(),
  }
}
