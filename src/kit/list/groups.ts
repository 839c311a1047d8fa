import { sql } from 'kysely'
import { z } from 'zod'
import type { Connections } from '../../db/pool.ts'
import type { AskedType } from '../../lib/condition/asked-field.ts'
import { unknownField } from '../../lib/condition/problems.ts'
import { invalid } from '../../lib/errors.ts'
import { type Column, type Columns, sortedText } from './column.ts'
import { dayOf } from './days.ts'
import { inTime } from './in-time.ts'
import { askedParts, filterTests, type List, namesIn, whereOf } from './read-list.ts'

/** The most groups that are told; of more, the largest. */
const most = 200

export const groupsQuery = z.object({
  by: z.string().min(1).max(200).describe('The field whose values are counted'),
})

export const GroupsAnswer = z.object({
  items: z
    .array(
      z.object({
        value: z.union([z.string(), z.number(), z.boolean(), z.null()]).describe('null: it is empty'),
        count: z.number().int(),
      }),
    )
    .describe('The largest first; days in their order'),
  isWhole: z.boolean().describe('false: there are more groups than these'),
})

/** How many rows of a list have which value of a column. Texts that differ in the case of letters are one, and so are the moments of a day. */
export async function countGroups<Row>(
  db: Connections,
  list: List<Row>,
  { by, filter }: { readonly by: string; readonly filter?: string | undefined },
): Promise<z.input<typeof GroupsAnswer>> {
  const column = counted(groupable(list.columns, by), db.zone)
  const where = whereOf(filterTests(list, filter, db.zone))
  const parts = askedParts(list, [by, ...namesIn(filter)]).map(
    (part) => sql`select ${column.key} as key, ${column.value}::text as value from (${part}) as r ${where}`,
  )
  const query = sql<Counted>`
    select min(value) as value, count(*) as count from (${sql.join(parts, sql` union all `)}) as each_row
     group by key order by 2 desc, ${sortedText(sql`min(value)`)}, 1 limit ${most + 1}`
  const { rows } = await inTime(db, (one) => query.execute(one), { list, keys: [], filter })
  const largest = rows.slice(0, most)
  const told = isInTime(column) ? largest.toSorted(byDay) : largest
  const items = told.map(({ value, count }) => ({ value: typed(column, value), count }))
  return { items, isWhole: rows.length <= most }
}

interface Counted {
  readonly value: string | null
  readonly count: number
}

const isInTime = ({ type }: Column): boolean => type === 'date' || type === 'datetime'

/** The first day first; those without one last. */
function byDay({ value: one }: Counted, { value: other }: Counted): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  return one < other ? -1 : 1
}

const groupableTypes: ReadonlySet<AskedType> = new Set(['text', 'number', 'boolean', 'date', 'datetime'])

/** The column whose values can be counted. Throws `input.invalid` at the field that names it. */
export function groupable(columns: Columns, by: string, field = 'by'): Column {
  const column = Object.hasOwn(columns, by) ? columns[by] : undefined
  if (!column) throw invalid([{ field, message: unknownField(by, Object.keys(columns)) }])
  if (groupableTypes.has(column.type)) return column
  throw invalid([{ field, message: `${column.label} is different in nearly every row` }])
}

/** A column as its values are counted: moments by their day in a zone. */
function counted(column: Column, zone: string): Column {
  if (column.type !== 'datetime') return column
  const day = dayOf(column.value, zone)
  return { ...column, key: day, value: day }
}

function typed({ type }: Column, value: string | null): string | number | boolean | null {
  if (value === null) return null
  if (type === 'boolean') return value === 'true'
  return type === 'number' ? Number(value) : value
}
