import type { z } from 'zod'
import type { AccountSpec } from '../../connect/manifest.ts'
import { handSource } from '../../directory/hand-source.ts'
import type { AccountSaid } from '../../kit/record/account-said.ts'
import { type ChangeRow, presentChange } from '../../kit/record/changes.ts'
import { publicId } from '../../lib/ids.ts'
import type { Json } from '../../lib/value.ts'
import {
  type Origin,
  originOf,
  type Reason,
  readRaw,
  reasonText,
  tellClaim,
  type Viewpoint,
} from '../claims/rules.ts'
import type { ClaimsAnswer } from '../claims/schema.ts'
import type { ClaimRow } from '../claims/store.ts'
import type { SaasUserFile } from '../saas-users/rules.ts'

/** What of a SaaS user can be explained: what it is called, and the fields of its history that tell of it. */
const words = {
  role: { label: 'Role', told: ['role'] },
  active: { label: 'Active', told: ['active'] },
  label: { label: 'Name', told: ['label'] },
  person: { label: 'Person', told: ['person'] },
  state: { label: 'State', told: ['gone', 'unmaintained', 'active'] },
} as const

type Word = keyof typeof words

export const isWord = (field: string): field is Word => Object.hasOwn(words, field)

/** The fields of history that tell of a value, and those that tell what a hand said of it. */
export const toldIn = (
  field: Word,
): { readonly told: readonly string[]; readonly byHand: readonly string[] } => {
  const { told } = words[field]
  return { told, byHand: field === 'person' ? ['person', 'linked_by_hand', 'no_person_reason'] : told }
}

/** Everything that is said of one value of a SaaS user. */
export interface AccountClaims extends SaasUserFile {
  readonly field: Word
  readonly last: ChangeRow | undefined
  readonly byHand: readonly ChangeRow[]
}

/** What one source says, and whether it tells it at all. */
interface Said {
  readonly row: ClaimRow
  readonly value: Json
  readonly isTold: boolean
  readonly origin: Origin | undefined
}

export function presentAccountClaims(all: AccountClaims, view: Viewpoint): z.input<typeof ClaimsAnswer> {
  const { field, last, byHand } = all
  const value = currentOf(all)
  const said = saidOf(all, view)
  const place = said.findIndex((one) => one.isTold && one.value === value)
  const winner = said[place]
  return {
    field,
    label: words[field].label,
    value,
    claims: said.map((one, at) => {
      const reason = at === place ? null : whyNot(one, { field, winner, isBefore: at < place })
      return {
        ...tellClaim(one.row, one, view),
        isWinner: at === place,
        reason,
        reasonText: reason && reasonText(reason, winner?.row),
      }
    }),
    // What was never changed is as it was at the creation.
    lastChange: last ? presentChange(last.kind === 'created' ? { ...last, after: value } : last, []) : null,
    handEdits: byHand.map((change) => presentChange(change, [])),
  }
}

function whyNot(
  { row, isTold }: Said,
  {
    field,
    winner,
    isBefore,
  }: { readonly field: Word; readonly winner: Said | undefined; readonly isBefore: boolean },
): Reason {
  if (!isTold) return 'untold'
  if (winner?.row.kind === 'hand') return 'hand'
  if (field === 'state' && row.is_over) return 'over'
  if (!winner || isBefore) return 'not-written'
  return field === 'person' ? 'launched-later' : 'loaded-before'
}

/** What a SaaS user has by now. */
function currentOf({ row, field }: AccountClaims): Json {
  if (field === 'person') return row.person_id && publicId('per', row.person_id)
  if (field !== 'state') return row[field]
  if (row.unmaintained_at && !row.gone_at) return standings.ended
  return standingOf(row, row.active)
}

/** What is said, in the order in which it counts: of a person, whoever said so first; of all else, last. */
function saidOf(all: AccountClaims, view: Viewpoint): readonly Said[] {
  const { field, sources } = all
  const said = sources.map((source) => saidBy(source, field, view))
  if (field === 'person') return [...byHandOf(all), ...said]
  const newest = said.toSorted((one, other) => other.row.at.getTime() - one.row.at.getTime())
  return field === 'state'
    ? newest.toSorted((one, other) => Number(one.row.is_over) - Number(other.row.is_over))
    : newest
}

function saidBy(source: AccountSaid, field: Word, view: Viewpoint): Said {
  const row = claimRow(source, field)
  if (field === 'person') {
    const { object_id } = source
    return {
      row,
      value: object_id && publicId('per', object_id),
      isTold: object_id !== null,
      origin: foundBy(source, view),
    }
  }
  if (field === 'state') {
    const value = source.ended_at ? standings.ended : standingOf(source, source.active)
    return { row, value, isTold: true, origin: undefined }
  }
  const value = source[field]
  return {
    row,
    value: value === '' ? null : value,
    isTold: value !== null,
    origin: readFrom(source, field, view),
  }
}

/** Of a state that is over, the record does not tell since when, and no mapping says so. */
function claimRow(
  { name, gone_at, out_of_scope_at, ended_at, updated_at, ...rest }: AccountSaid,
  field: Word,
): ClaimRow {
  const over = gone_at ?? out_of_scope_at ?? ended_at
  const row = {
    ...rest,
    kind: 'integration',
    value: null,
    integration: name,
    is_over: over !== null,
  } as const
  return field === 'state' && over
    ? { ...row, at: over, run_id: null, mapping_version: null }
    : { ...row, at: updated_at }
}

function byHandOf({ row, byHand }: AccountClaims): readonly Said[] {
  if (!row.linked_by_hand) return []
  const [last] = byHand
  const nothing = {
    integration: null,
    connector: null,
    load: null,
    mapping: null,
    credential: null,
    raw: null,
  }
  const own = {
    source_id: handSource,
    vendor_id: row.vendor_id,
    value: null,
    is_over: false,
    mapping_version: null,
  }
  return [
    {
      row: { ...own, ...nothing, kind: 'hand', at: last?.at ?? row.updated_at, run_id: last?.run_id ?? null },
      value: row.person_id && publicId('per', row.person_id),
      isTold: true,
      origin: undefined,
    },
  ]
}

const loadOf = ({ connector, load }: AccountSaid, { connectors }: Viewpoint) =>
  connectors.get(connector ?? '')?.loads[load ?? '']

/** What of the record the connector reads a word of the account from. */
function readFrom(
  source: AccountSaid,
  field: 'role' | 'active' | 'label',
  view: Viewpoint,
): Origin | undefined {
  const load = loadOf(source, view)
  if (load?.of !== 'users' || field === 'label') return undefined
  const path = field === 'role' ? load.account.role : activeFrom(source, load.account)
  return path === undefined ? undefined : { label: words[field].label, path }
}

/** Whoever was removed is not active, whatever else is told. */
function activeFrom({ raw }: AccountSaid, { active, removed }: AccountSpec): string | undefined {
  return removed !== undefined && raw !== null && readRaw(raw, removed) === true ? removed : active
}

/** By what the person was found. */
function foundBy(source: AccountSaid, view: Viewpoint): Origin | undefined {
  const { found_by } = source
  if (found_by === null) return undefined
  if (found_by === 'vendor id')
    return { label: 'Found by the id at the vendor', path: loadOf(source, view)?.id ?? null }
  const origin = originOf(claimRow(source, 'person'), found_by, view.connectors)
  return origin && { ...origin, label: `Found by ${origin.label}` }
}

const standings = {
  gone: 'Gone at the vendor',
  ended: 'No longer loaded',
  out: 'Left out by conditions',
  untold: 'Not told by the vendor',
  active: 'Active',
  inactive: 'Inactive',
} as const

interface Standing {
  readonly gone_at: Date | null
  readonly out_of_scope_at: Date | null
}

function standingOf({ gone_at, out_of_scope_at }: Standing, active: boolean | null): string {
  if (gone_at) return standings.gone
  if (out_of_scope_at) return standings.out
  if (active === null) return standings.untold
  return active ? standings.active : standings.inactive
}
