import { z } from 'zod'
import { unknownField } from '../../lib/condition/problems.ts'
import type { Cell } from '../../lib/csv.ts'
import { invalid } from '../../lib/errors.ts'
import type { Ctx } from '../ctx.ts'
import type { Right } from '../rights.ts'
import type { Route } from '../route.ts'
import { defineTable, type Line } from '../streamed-route.ts'
import { dayInName } from './as-of.ts'
import type { Asked } from './asked.ts'
import { groupsQuery } from './groups.ts'
import { listQuery } from './query.ts'
import type { Wish } from './read-list.ts'

/** A column of a list written as a table. */
export interface TableColumn<Item> {
  /** As in `fields` and `sort`. */
  readonly key: string
  readonly label: string
  /** What is counted by it, where its cells tell more. */
  readonly counted?: string
  /** `date` or `datetime`, of one whose cells are such texts. */
  readonly type?: string
  /** The columns without which its cells say too little: an amount comes with its currency. */
  readonly along?: readonly string[]
  cell(item: Item): Cell
}

/** How a list is written as a table. */
export interface TableOf<Item> {
  /** The name of its file. */
  readonly name: string
  /** What whoever asks may take along. */
  columns(ctx: Ctx): Promise<readonly TableColumn<Item>[]>
}

interface Exported<P extends z.ZodObject, Q extends z.ZodObject, Item> {
  readonly path: string
  readonly summary: string
  readonly needs: Right
  readonly params?: P
  readonly query?: Q
  list(ctx: Ctx, input: z.output<P> & z.output<Q> & Pick<Wish, 'filter' | 'sort'>): Promise<Asked<Item>>
}

const { filter, sort } = listQuery().shape
const exportQuery = z.object({
  filter,
  sort,
  columns: z
    .string()
    .min(1)
    .max(8000)
    .optional()
    .describe('Only these columns in this order, as a view has them: `fullName,email:240`'),
  by: groupsQuery.shape.by
    .optional()
    .describe('How many rows have which value of this field, instead of the rows'),
  format: z
    .enum(['csv', 'xlsx'])
    .default('csv')
    .describe(
      'What the file is; times in it are told by the clocks of the workspace, in CSV with their offset',
    ),
})

/** The whole list as a table: what is filtered, in the order and with the columns that are shown. */
export function exportRoute<P extends z.ZodObject, Q extends z.ZodObject, Item>(
  spec: Exported<P, Q, Item>,
  { name, columns }: TableOf<Item>,
): Route {
  return defineTable({
    path: `${spec.path}/export`,
    summary: `As a table: ${spec.summary.charAt(0).toLowerCase()}${spec.summary.slice(1)}`,
    needs: spec.needs,
    params: spec.params ?? z.object({}),
    query: exportQuery.extend(spec.query?.shape ?? {}),
    run: async (ctx, input) => {
      // The interpreter parses by these very schemas; the compiler cannot follow them through `extend`.
      const wish = input as z.output<typeof exportQuery> & z.output<P> & z.output<Q>
      const asked = await spec.list(ctx, wish)
      const file = { name: `${name}${dayInName(wish)}`, format: wish.format, zone: ctx.zone }
      const all = await columns(ctx)
      if (wish.by !== undefined)
        return { ...file, ...(await groupsTable(asked, all, { ...wish, by: wish.by })) }
      const chosen = choose(all, wish.columns)
      return { ...file, types: chosen.map(({ type }) => type), pieces: piecesOf(asked.all(wish), chosen) }
    },
  })
}

/** How many rows have which value, as a list of groups shows it. */
async function groupsTable<Item>(
  asked: Asked<Item>,
  columns: readonly TableColumn<Item>[],
  { by, filter }: { readonly by: string; readonly filter?: string | undefined },
) {
  const { items } = await asked.groups(by, filter)
  const column = columns.find(({ key }) => key === by)
  return {
    // Moments are counted by their day.
    types: [column?.type === 'datetime' ? 'date' : column?.type, undefined],
    pieces: (async function* (): AsyncGenerator<readonly Line[]> {
      yield [
        [column?.counted ?? column?.label ?? by, 'Count'],
        ...items.map(({ value, count }) => [value, count]),
      ]
    })(),
  }
}

/** The column that a word names, as views have them: `email:240` is 240 pixels wide. */
export const columnOf = (word: string): string => word.replace(/:\d+$/, '').trim()

/** The columns that are wanted, and what comes along with them. Throws `input.invalid` for those there are not. */
function choose<Item>(
  all: readonly TableColumn<Item>[],
  wanted: string | undefined,
): readonly TableColumn<Item>[] {
  if (wanted === undefined) return all
  const known = new Map(all.map((column) => [column.key, column]))
  const find = (key: string) => {
    const column = known.get(key)
    if (!column) throw invalid([{ field: 'columns', message: unknownField(key, known.keys()) }])
    return column
  }
  const keys = wanted.split(',').map(columnOf)
  const more = keys.flatMap((key) => find(key).along ?? [])
  return [...keys, ...new Set(more).difference(new Set(keys))].map(find)
}

async function* piecesOf<Item>(
  pieces: AsyncIterable<readonly Item[]>,
  columns: readonly TableColumn<Item>[],
): AsyncGenerator<readonly Line[]> {
  yield [columns.map(({ label }) => label)]
  for await (const items of pieces) yield items.map((item) => columns.map(({ cell }) => cell(item)))
}
