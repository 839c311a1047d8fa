import type { z } from 'zod'
import type { Columns } from '../../kit/list/column.ts'
import { compileFilter } from '../../kit/list/compile-filter.ts'
import { columnOf } from '../../kit/list/export-route.ts'
import { groupable } from '../../kit/list/groups.ts'
import { sortKeys } from '../../kit/list/sort.ts'
import { namedBy, searched } from '../../kit/record/person-names.ts'
import type { Actor, Right } from '../../kit/rights.ts'
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

interface Named {
  /** By what rows are filtered: the words quote what stands there. */
  readonly asked: readonly string[]
  readonly shown: readonly string[]
}

/** Every column that words name. Throws `input.invalid` when the list could not be asked them. */
function columnsIn(words: z.output<typeof Words>, columns: Columns): Named {
  const condition = words.filter === undefined ? undefined : parseFilter(words.filter)
  if (condition) compileFilter(condition, columns, { field: 'words.filter' })
  const sorted = words.sort === undefined ? [] : sortKeys(words.sort, columns, [])
  const grouped = words.group === undefined ? [] : [words.group]
  for (const by of grouped) groupable(columns, by, 'words.group')
  const shown = columnsNamed(words)
  const problems = shown
    .filter((name) => !Object.hasOwn(columns, name))
    .map((name) => ({ field: 'words.columns', message: unknownField(name, Object.keys(columns)) }))
  if (problems.length > 0) throw invalid(problems)
  const asked = condition ? rulesOf(condition).map(({ field }) => field) : []
  return { asked, shown: [...sorted.map(({ name }) => name), ...grouped, ...shown] }
}

/** What somebody has to know of a list to have a view of it. */
interface Needs {
  readonly right: Right
  /** The ids of the fields that a column is, or is made of; none where left out. */
  fieldsOf?(column: string): readonly string[]
  /** The columns in which people are called by name, with the fields of people that these names are made of. */
  readonly names: Readonly<Record<string, readonly string[]>>
  /** Whether people are searched by name. */
  readonly searchesNames: boolean
}

const termsRight = 'saas-applications:read'
const terms: readonly string[] = [
  ...[
    'seats',
    'pricePerSeat',
    'pricePeriod',
    'currency',
    'renewalDate',
    'renewsInDays',
    'ownerId',
    'ownerName',
  ],
  ...['unusedSeats', 'inactiveCost', 'notes'],
]

const deviceOwner: readonly string[] = ['owner', 'ownerId', 'ownerName']

const needs: Readonly<Record<ViewRow['list'], Needs>> = {
  people: {
    right: 'people:read',
    fieldsOf: (column) => [column],
    names: { fullName: namedBy },
    searchesNames: true,
  },
  devices: {
    right: 'devices:read',
    fieldsOf: (column) => [`device.${deviceOwner.includes(column) ? 'owner' : column}`],
    names: { owner: ['username', 'email'], ownerName: namedBy },
    searchesNames: true,
  },
  'saas-users': {
    right: 'saas-users:read',
    names: { label: searched, personName: namedBy },
    searchesNames: true,
  },
  'saas-applications': {
    right: 'saas-users:read',
    fieldsOf: (column) => (terms.includes(column) ? [termsRight] : []),
    names: { ownerName: namedBy },
    searchesNames: false,
  },
  software: { right: 'devices:read', names: {}, searchesNames: false },
}

/**
 * What whoever has a view has to see: rights, and fields by their ids. Words that name somebody are for those who see what
 * that name is made of. Throws `input.invalid` when the list could not be asked them.
 */
export function seenFor(
  { list, words }: Pick<ViewRow, 'list' | 'words'>,
  columns: Columns,
): readonly string[] {
  const { asked, shown } = columnsIn(words, columns)
  const { right, fieldsOf = () => [], names, searchesNames } = needs[list]
  const quoted = asked.flatMap((column) => names[column] ?? [])
  const isSearched = searchesNames && words.search !== undefined
  return [
    ...new Set([
      right,
      ...[...asked, ...shown].flatMap(fieldsOf),
      ...quoted,
      ...(isSearched ? searched : []),
    ]),
  ]
}

/** What of all that views may name somebody does not see. */
export function unseenBy({
  rights,
  hiddenFields,
}: Pick<Actor, 'hiddenFields'> & { readonly rights: Iterable<Right> }): readonly string[] {
  const has = new Set(rights)
  // Whoever may change terms may know them.
  if (has.has('saas-applications:write')) has.add(termsRight)
  const wanted: readonly Right[] = [termsRight, ...Object.values(needs).map(({ right }) => right)]
  return [...hiddenFields, ...wanted.filter((right) => !has.has(right))]
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
