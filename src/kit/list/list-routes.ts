import { z } from 'zod'
import type { Ctx } from '../ctx.ts'
import { page } from '../page.ts'
import type { Right } from '../rights.ts'
import { defineRoute, type Route } from '../route.ts'
import type { Asked } from './asked.ts'
import { exportRoute, type TableOf } from './export-route.ts'
import { GroupsAnswer, groupsQuery } from './groups.ts'
import { pickFields } from './pick-fields.ts'
import { countQuery, listQuery, type Size } from './query.ts'
import type { Wish } from './read-list.ts'

type Nothing = z.ZodObject<Record<never, never>>

/** What a list is written as. */
interface ListSpec<P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodObject> {
  /** As in `/api/people`; below it is `/count`. */
  readonly path: string
  readonly summary: string
  readonly needs: Right
  readonly params?: P
  /** What can be asked beside the grammar of every list. */
  readonly query?: Q
  readonly item: A
  /** The property by which an item is known: it is in every answer, whatever is chosen. `id` when left out. */
  readonly knownBy?: string
  readonly size?: Size
  /** How it is written as a table, where it can be taken along as one. */
  readonly table?: TableOf<z.input<A>>
  list(ctx: Ctx, input: z.output<P> & z.output<Q> & Pick<Wish, 'filter' | 'sort'>): Promise<Asked<z.input<A>>>
}

/**
 * The routes of a list: its rows, piece by piece; beside them, never before them, how many there are; and all of them as a
 * table.
 */
export function listRoutes<
  A extends z.ZodObject,
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
>(spec: ListSpec<P, Q, A>): readonly Route[] {
  const { path, summary, needs, knownBy = 'id' } = spec
  const params = spec.params ?? z.object({})
  const known = Object.keys(spec.item.shape)
  // The interpreter parses by these very schemas; the compiler cannot follow them through `extend`.
  const read = (input: unknown) => input as z.output<ReturnType<typeof listQuery>> & z.output<P> & z.output<Q>
  return [
    defineRoute({
      method: 'get',
      path,
      summary,
      needs,
      params,
      query: listQuery(spec.size).extend(spec.query?.shape ?? {}),
      output: page(partOf(spec.item, knownBy)),
      run: async (ctx, input) => {
        const wish = read(input)
        const asked = await spec.list(ctx, wish)
        const choice = { wanted: wish.fields, known, always: knownBy }
        return pickFields(await asked.page(wish), choice, asked.within)
      },
    }),
    defineRoute({
      method: 'get',
      path: `${path}/count`,
      summary: `How many: ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`,
      needs,
      params,
      query: countQuery.extend(spec.query?.shape ?? {}),
      output: z.object({
        count: z.number().int(),
        exact: z.boolean().describe('false: there are more than that'),
      }),
      run: async (ctx, input) => (await spec.list(ctx, read(input))).count(read(input).filter),
    }),
    ...(spec.table ? [groupsRoute(spec), exportRoute(spec, spec.table)] : []),
  ]
}

/** How many of a list have which value of a field. */
function groupsRoute<P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodObject>(
  spec: ListSpec<P, Q, A>,
): Route {
  const { path, summary, needs } = spec
  return defineRoute({
    method: 'get',
    path: `${path}/groups`,
    summary: `How many of each value: ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`,
    needs,
    params: spec.params ?? z.object({}),
    query: countQuery.extend(groupsQuery.shape).extend(spec.query?.shape ?? {}),
    output: GroupsAnswer,
    run: async (ctx, input) => {
      // The interpreter parses by these very schemas; the compiler cannot follow them through `extend`.
      const wish = input as z.output<typeof countQuery> &
        z.output<typeof groupsQuery> &
        z.output<P> &
        z.output<Q>
      return (await spec.list(ctx, wish)).groups(wish.by, wish.filter)
    },
  })
}

/** An item of which only some properties may be wanted. */
function partOf(item: z.ZodObject, knownBy: string): z.ZodObject {
  const shape = Object.entries(item.shape).map(([name, type]) => [
    name,
    name === knownBy ? type : z.optional(type),
  ])
  return z.object(Object.fromEntries(shape))
}
