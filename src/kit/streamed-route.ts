import { z } from 'zod'
import type { Cell } from '../lib/csv.ts'
import type { Ctx } from './ctx.ts'
import type { Nothing, Route, RouteSpec } from './route.ts'

/** What a list is written as that comes whole, as lines of JSON, read while it is sent. */
interface LinesSpec<Q extends z.ZodObject, O extends z.ZodType>
  extends Pick<
    RouteSpec<Nothing, Q, Nothing, O, undefined>,
    'path' | 'summary' | 'needs' | 'query' | 'output'
  > {
  /** Refuses at once what it cannot be asked, and opens nothing before somebody takes the first. */
  run(ctx: Ctx, input: z.output<Q>): AsyncIterable<z.input<O>>
}

/** A route whose answer may be longer than memory. */
export function defineLines<O extends z.ZodType, Q extends z.ZodObject>(spec: LinesSpec<Q, O>): Route {
  const { run, ...rest } = spec
  return {
    ...whole,
    ...rest,
    form: 'lines',
    params: z.strictObject({}),
    query: (spec.query ?? z.object({})).strict(),
    // The server parsed it by the schema of the query.
    run: async (ctx, input) => run(ctx, input as z.output<Q>),
  }
}

/** A line of a table. */
export type Line = readonly Cell[]

/** A table that is read while it is sent: its head first. */
export interface Table {
  /** The name of its file, without an ending. */
  readonly name: string
  /** What each column holds: texts of a `date` or `datetime` are dates in a workbook, and a `datetime` is told by a clock. */
  readonly types?: readonly (string | undefined)[]
  /** The time zone of that clock; UTC when left out. */
  readonly zone?: string
  /** Many lines at once are far quicker to send than each by itself. */
  readonly pieces: AsyncIterable<readonly Line[]>
  /** What its file is; CSV when left out. */
  readonly format?: 'csv' | 'xlsx'
}

interface TableSpec<P extends z.ZodObject, Q extends z.ZodObject>
  extends Pick<RouteSpec<P, Q, Nothing, z.ZodType, void>, 'path' | 'summary' | 'needs' | 'params' | 'query'> {
  run(ctx: Ctx, input: z.output<P> & z.output<Q>): Promise<Table>
}

/** A route that answers a table for programs that show tables, however long it is. */
export function defineTable<P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing>(
  spec: TableSpec<P, Q>,
): Route {
  const { run, ...rest } = spec
  return {
    ...whole,
    ...rest,
    form: 'table',
    output: z.string(),
    params: (spec.params ?? z.object({})).strict(),
    query: (spec.query ?? z.object({})).strict(),
    // The server parsed it by the schemas of params and query.
    run: async (ctx, input) => run(ctx, input as z.output<P> & z.output<Q>),
  }
}

/** What happens to something, as it happens; undefined: nothing did for a while. */
export type Events<T> = AsyncIterable<T | undefined>

interface EventsSpec<P extends z.ZodObject, O extends z.ZodType>
  extends Pick<RouteSpec<P, Nothing, Nothing, O, void>, 'path' | 'summary' | 'needs' | 'params' | 'output'> {
  run(ctx: Ctx, input: z.output<P>): Promise<Events<z.input<O>>>
}

/** A route whose answer goes on while something happens (server-sent events). */
export function defineEvents<P extends z.ZodObject, O extends z.ZodType>(spec: EventsSpec<P, O>): Route {
  const { run, ...rest } = spec
  return {
    ...whole,
    ...rest,
    form: 'events',
    isCostly: false,
    params: (spec.params ?? z.object({})).strict(),
    query: z.strictObject({}),
    // The server parsed it by the schema of the params.
    run: async (ctx, input) => run(ctx, input as z.output<P>),
  }
}

/** What routes have in common that send their answer piece by piece. */
const whole = {
  method: 'get',
  input: z.strictObject({}),
  status: 200,
  callsOut: false,
  proof: false,
  isCostly: true,
  faults: [],
} as const
