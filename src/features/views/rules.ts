import type { z } from 'zod'
import type { Columns } from '../../kit/list/column.ts'
import { compileFilter } from '../../kit/list/compile-filter.ts'
import { columnOf } from '../../kit/list/export-route.ts'
import { groupable } from '../../kit/list/groups.ts'
import { sortKeys } from '../../kit/list/sort.ts'
import type { Actor } from '../../kit/rights.ts'
import { rulesOf } from '../../lib/condition/condition.ts'
import { parseFilter } from '../../lib/condition/parse.ts'
import { unknownField } from '../../lib/condition/problems.ts'
import { invalid } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import type { ViewAnswer, Words } from './schema.ts'
import type { ViewRow } from './store.ts'

/** The columns that the words of a view name. */
const columnsNamed = ({ columns = '' }: z.output<typeof Words>): readonly string[] =>
  columns
    .split(',')
    .map(columnOf)
    .filter((name) => name !== '')

/** Every field that words name. Throws `input.invalid` when the list could not be asked them. */
export function fieldsNamed(words: z.output<typeof Words>, columns: Columns): readonly string[] {
  const condition = words.filter === undefined ? undefined : parseFilter(words.filter)
  if (condition) compileFilter(condition, columns, 'words.filter')
  const sorted = words.sort === undefined ? [] : sortKeys(words.sort, columns, [])
  const grouped = words.group === undefined ? [] : [words.group]
  for (const by of grouped) groupable(columns, by, 'words.group')
  const shown = columnsNamed(words)
  const problems = shown
    .filter((name) => !Object.hasOwn(columns, name))
    .map((name) => ({ field: 'words.columns', message: unknownField(name, Object.keys(columns)) }))
  if (problems.length > 0) throw invalid(problems)
  const asked = condition ? rulesOf(condition).map(({ field }) => field) : []
  return [...new Set([...asked, ...sorted.map(({ name }) => name), ...grouped, ...shown])]
}

/** Whether somebody may change a view: their own, or a shared one where they may share. */
export const mayEdit = (
  { reach, account_id }: Pick<ViewRow, 'reach' | 'account_id'>,
  actor: Actor,
): boolean =>
  reach === 'private' ? account_id === (actor.accountId ?? null) : actor.rights.has('views:write')

export function present(row: ViewRow, actor: Actor): z.input<typeof ViewAnswer> {
  return {
    id: publicId('viw', row.id),
    list: row.list,
    name: row.name,
    reach: row.reach,
    role: row.role,
    isDefault: row.is_default,
    mayEdit: mayEdit(row, actor),
    words: row.words,
    isFast: row.index_name !== null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
