import type { OutcomeKind } from '../../client/run.ts'
import type { Delivery } from '../../client/webhook.ts'
import type { ListWords } from '../parts/list/words.ts'

/** A text of an address; what is none, or empty, is not there. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

const given = <K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } =>
  // A computed key widens to any text.
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: V }

type Search = Readonly<Record<string, unknown>>

/** What a list is asked, and how it is shown. */
export const shapedSearch = ({
  view,
  search,
  filter,
  sort,
  columns,
  density,
  archived,
  asOf,
  group,
}: Search): ListWords => ({
  ...given('view', text(view)),
  ...given('search', text(search)),
  ...given('filter', text(filter)),
  ...given('sort', text(sort)),
  ...given('columns', text(columns)),
  ...(density === 'compact' ? { density } : {}),
  ...(archived === true ? { archived } : {}),
  ...given('asOf', day(asOf)),
  ...given('group', text(group)),
})

const kinds = [
  'created',
  'updated',
  'archived',
  'restored',
  'skipped',
  'failed',
  'held',
  'gone',
] as const satisfies readonly OutcomeKind[]

interface RunSearch {
  readonly kind?: OutcomeKind
  readonly search?: string
  /** The outcome whose record is open. */
  readonly record?: number
}

export const runSearch = ({ kind, search, record }: Search): RunSearch => ({
  ...given(
    'kind',
    kinds.find((known) => known === kind),
  ),
  ...given('search', text(search)),
  ...given('record', typeof record === 'number' && record >= 0 ? record : undefined),
})

/** Whose fields are shown, and whether one is to be made. */
export const fieldSearch = ({ add, object }: Search): { add?: true; object?: 'device' } => ({
  ...(add === true ? { add } : {}),
  ...(object === 'device' ? { object } : {}),
})

/** Who is to be merged with the person of a page. */
export const mergeSearch = ({ with: other }: Search): { with?: string } => given('with', text(other))

export const duplicatesSearch = ({ dismissed }: Search): { dismissed?: true } =>
  dismissed === true ? { dismissed } : {}

export const listSearch = ({ search }: Search): { search?: string } => given('search', text(search))

const deliveryStates = ['waiting', 'delivered', 'failed'] as const satisfies readonly Delivery['state'][]

export const deliverySearch = ({ state }: Search): { state?: Delivery['state'] } =>
  given(
    'state',
    deliveryStates.find((known) => known === state),
  )

const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined

interface ActivitySearch {
  readonly who?: string
  readonly act?: string
  readonly thing?: string
  readonly since?: string
  readonly until?: string
}

export const activitySearch = ({ who, act, thing, since, until }: Search): ActivitySearch => ({
  ...given('who', text(who)),
  ...given('act', text(act)),
  ...given('thing', text(thing)),
  ...given('since', day(since)),
  ...given('until', day(until)),
})
