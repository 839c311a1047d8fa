import type { z } from 'zod'
import { handSource } from '../../directory/hand-source.ts'
import type { AccountSaid } from '../../kit/record/account-said.ts'
import { type ChangeRow, presentChange } from '../../kit/record/changes.ts'
import { standingOf } from '../../kit/record/standing.ts'
import { publicId } from '../../lib/ids.ts'
import type { Json } from '../../lib/value.ts'
import { accountPath, finderOf, type Origin } from '../../sync/mapping/origin.ts'
import { type Reason, reasonText, tellClaim, type Viewpoint } from '../claims/rules.ts'
import type { ClaimsAnswer } from '../claims/schema.ts'
import type { ClaimRow } from '../claims/store.ts'
import type { SaasUserFile } from '../saas-users/rules.ts'
import type { SaasUserRow } from '../saas-users/store.ts'

/** What one source says, and whether it tells it at all. */
interface Said {
  readonly row: ClaimRow
  readonly value: Json
  readonly isTold: boolean
  readonly origin: Origin | undefined
}

/** How a value of a SaaS user is explained. */
interface Explained {
  readonly label: string
  /** The fields of history that tell of it, and those that tell what a hand said of it. */
  readonly told: readonly string[]
  readonly byHand: readonly string[]
  /** What it is by now. */
  readonly now: (row: SaasUserRow) => Json
  readonly said: (source: AccountSaid, view: Viewpoint) => Said
  /** The order in which it counts what is said. */
  readonly order: (said: readonly Said[]) => readonly Said[]
}

/** Of what an account is told, whoever told it last is right. */
const newestFirst = (said: readonly Said[]): readonly Said[] =>
  said.toSorted((one, other) => other.row.at.getTime() - one.row.at.getTime())

const account = (word: 'role' | 'active' | 'label', label: string): Explained => ({
  label,
  told: [word],
  byHand: [word],
  now: (row) => row[word],
  said(source, { connectors }) {
    const path = word === 'label' ? undefined : accountPath(source, word, connectors)
    return {
      row: claimRow(source),
      value: source[word] === '' ? null : source[word],
      isTold: source[word] !== null,
      origin: path === undefined ? undefined : { label, path },
    }
  },
  order: newestFirst,
})

const person: Explained = {
  label: 'Person',
  told: ['person'],
  byHand: ['person', 'linked_by_hand', 'no_person_reason'],
  now: ({ person_id }) => person_id && publicId('per', person_id),
  said: (source, { connectors }) => ({
    row: claimRow(source),
    value: source.object_id && publicId('per', source.object_id),
    isTold: source.object_id !== null,
    origin: source.found_by === null ? undefined : finderOf(source, source.found_by, connectors),
  }),
  // Whoever was launched first, and said so first.
  order: (said) => said,
}

const state: Explained = {
  label: 'State',
  told: ['gone', 'unmaintained', 'active'],
  byHand: ['gone', 'unmaintained', 'active'],
  now: (row) => standingOf({ ...row, ended_at: row.unmaintained_at }),
  said: (source) => ({
    row: stateRow(source),
    value: standingOf(source),
    isTold: true,
    origin: undefined,
  }),
  order: (said) =>
    newestFirst(said).toSorted((one, other) => Number(one.row.is_over) - Number(other.row.is_over)),
}

const words = {
  role: account('role', 'Role'),
  active: account('active', 'Active'),
  label: account('label', 'Name'),
  person,
  state,
} as const

type Word = keyof typeof words

/** Whether there is a value of this name to explain. */
export const isWord = (field: string): field is Word => Object.hasOwn(words, field)

/** The fields of history that tell of a value, and those that tell what a hand said of it. */
export const toldIn = (field: Word): Pick<Explained, 'told' | 'byHand'> => words[field]

/** Everything that is said of one value of a SaaS user. */
export interface AccountClaims extends SaasUserFile {
  readonly field: Word
  readonly last: ChangeRow | undefined
  readonly byHand: readonly ChangeRow[]
}

/** The same of a value of a SaaS user. */
export function presentAccountClaims(all: AccountClaims, view: Viewpoint): z.input<typeof ClaimsAnswer> {
  const { field, last, byHand, row, sources } = all
  const { label, now, said: saidBy, order } = words[field]
  const value = now(row)
  const said = [
    ...(field === 'person' ? saidByHand(all) : []),
    ...order(sources.map((one) => saidBy(one, view))),
  ]
  const place = said.findIndex((one) => one.isTold && one.value === value)
  const winner = said[place]
  return {
    field,
    label,
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
    lastChange: last
      ? presentChange(last.kind === 'created' ? { ...last, field, after: value } : last, [])
      : null,
    handEdits: byHand.map((change) => presentChange(change, [])),
  }
}

interface Race {
  readonly field: Word
  readonly winner: Said | undefined
  /** Whether it would have come before the winner. */
  readonly isBefore: boolean
}

function whyNot({ row, isTold }: Said, { field, winner, isBefore }: Race): Reason {
  if (!isTold) return 'untold'
  if (winner?.row.kind === 'hand') return 'hand'
  if (field === 'state' && row.is_over) return 'over'
  if (!winner || isBefore) return 'not-written'
  return field === 'person' ? 'launched-later' : 'loaded-before'
}

function claimRow({ name, updated_at, ...said }: AccountSaid): ClaimRow {
  return {
    ...said,
    kind: 'integration',
    value: null,
    integration: name,
    is_over: overSince(said) !== null,
    at: updated_at,
  }
}

/** Of a state that is over, the record does not tell since when, and no mapping says so. */
function stateRow(source: AccountSaid): ClaimRow {
  const over = overSince(source)
  return { ...claimRow(source), ...(over ? { at: over, run_id: null, mapping_version: null } : {}) }
}

const overSince = ({
  gone_at,
  out_of_scope_at,
  ended_at,
}: Pick<AccountSaid, 'gone_at' | 'out_of_scope_at' | 'ended_at'>): Date | null =>
  gone_at ?? out_of_scope_at ?? ended_at

/** Whose it is by hand, as if a source said so. */
function saidByHand({ row, byHand: [last] }: AccountClaims): readonly Said[] {
  if (!row.linked_by_hand) return []
  const claim: ClaimRow = {
    kind: 'hand',
    source_id: handSource,
    vendor_id: row.vendor_id,
    value: null,
    is_over: false,
    at: last?.at ?? row.updated_at,
    run_id: last?.run_id ?? null,
    mapping_version: null,
    integration: null,
    connector: null,
    load: null,
    mapping: null,
    credential: null,
    raw: null,
  }
  return [{ row: claim, value: person.now(row), isTold: true, origin: undefined }]
}
