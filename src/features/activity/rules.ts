import type { z } from 'zod'
import type { Actor, Right } from '../../kit/rights.ts'
import type { Differences } from '../../kit/thing.ts'
import type { Visit } from '../../kit/visit.ts'
import { publicId } from '../../lib/ids.ts'
import type { Json } from '../../lib/value.ts'
import type { ActAnswer } from './schema.ts'
import { type ActFacts, type ActRow, type End, type Ends, factColumns } from './store.ts'

/** What was done, as whoever did it tells it. */
export interface Act {
  /** `integration.edited`: the thing's noun, and what was done to it. */
  readonly act: string
  readonly thing?: { readonly id: string; readonly name: string }
  readonly changes?: Differences
  /** Of the plan that it is about. */
  readonly digest?: string | null
  /** The entity tag that the thing has since. */
  readonly tag?: string
}

/** Puts together who did what to which thing, and from where. */
export function factsOf(actor: Actor, visit: Visit, told: Act): ActFacts {
  const { act, thing, changes, digest = null, tag = null } = told
  return {
    way: wayOf(actor, visit),
    who_id: actor.accountId === undefined ? null : publicId('acc', actor.accountId),
    who: actor.name,
    act,
    noun: thing ? (act.split('.')[0] ?? null) : null,
    thing_id: thing?.id ?? null,
    thing: thing?.name ?? null,
    changes: changes && Object.keys(changes).length > 0 ? changesText(changes) : null,
    digest,
    tag,
    address: visit.address || null,
    agent: visit.agent.slice(0, longestAgent).toWellFormed() || null,
    request: visit.request || null,
  }
}

function wayOf({ way, rights }: Actor, { request }: Visit): string {
  if (request === '') return 'worker'
  // Who has no right at all came by no way that is known.
  return rights.size === 0 && way.kind === 'socket' ? 'nobody' : way.kind
}

const longestAgent = 300
const longestValue = 8000

/** A value that is very long is only named: its history is the business of whoever keeps it. */
function changesText(changes: Differences): string {
  return JSON.stringify(changes, (_key, value: unknown) => {
    if (typeof value !== 'string' || value.length <= longestValue) return value
    return `${value.slice(0, longestValue)}… (${value.length} characters)`.toWellFormed()
  })
}

/** The text that the MAC of an act is of: every column, in this order, after the MAC of the act before. */
export function chained(before: Buffer, row: Omit<ActRow, 'mac'>): string {
  return JSON.stringify([
    before.toString('hex'),
    row.epoch,
    row.number,
    row.at,
    ...factColumns.map((column) => row[column]),
  ])
}

/** The text that the signature of an end of the chain is of. */
export const endText = (which: 'head' | 'stub', number: number, mac: Buffer): string =>
  JSON.stringify([which, number, mac.toString('hex')])

/** A place of the chain that was written down elsewhere. */
export interface Anchor {
  readonly number: number
  readonly mac: string
}

/** What a chain is verified with. */
export interface Trust {
  /** The highest epoch of keys there is. */
  readonly epoch: number
  readonly anchors: readonly Anchor[]
  macOf(epoch: number, text: string): Buffer
}

/** The first act at which something is wrong, and what. */
export interface Bad {
  readonly number: number
  readonly message: string
}

/** What an act is chained to. */
export type Link = Pick<ActRow, 'number' | 'mac' | 'epoch'>

/** What is wrong with what is left of acts that were dropped. */
export function badStub({ stub }: Ends, trust: Trust): Bad | undefined {
  if (!stub) return undefined
  const isOurs = isSigned('stub', stub, trust) && !contradicted(stub, trust)
  return isOurs
    ? undefined
    : { number: stub.number, message: 'what is left of dropped acts was not written by Muster' }
}

/** What is wrong with an act, as the one after another. */
export function badLink(row: ActRow, before: Link, trust: Trust): Bad | undefined {
  const expected = before.number + 1
  if (row.number !== expected) return { number: expected, message: 'is missing' }
  const bad = (message: string) => ({ number: row.number, message })
  if (row.epoch < before.epoch || row.epoch > trust.epoch) return bad('names a key that was not in use then')
  if (!row.mac.equals(trust.macOf(row.epoch, chained(before.mac, row))))
    return bad('was changed, or is not what followed on the act before it')
  if (contradicted(row, trust)) return bad('is another than the one that was anchored')
  return undefined
}

/** What is wrong with the end of a chain whose acts are good. */
export function badHead({ head, stub, last }: Ends, trust: Trust): Bad | undefined {
  const end = last ?? stub?.number ?? 0
  const known = Math.max(head?.number ?? 0, ...trust.anchors.map(({ number }) => number))
  if (known > end) return { number: end + 1, message: `is missing: there were ${known} acts` }
  if (!head) return { number: end, message: 'may not be the last act: the head of the chain is gone' }
  if (end === 0 && head.signature === null) return undefined
  if (head.number === end && isSigned('head', head, trust)) return undefined
  return { number: end, message: 'is not the last act, or the head of the chain was not written by Muster' }
}

const isSigned = (
  which: 'head' | 'stub',
  { number, mac, signature }: End,
  { epoch, macOf }: Trust,
): boolean => signature?.equals(macOf(epoch, endText(which, number, mac))) ?? false

const contradicted = ({ number, mac }: Pick<Link, 'number' | 'mac'>, { anchors }: Trust): boolean =>
  anchors.some((anchor) => anchor.number === number && anchor.mac !== mac.toString('hex'))

/** An act in a sentence. */
export function sentence({ at, who, act, changes }: ActRow): string {
  const fields = Object.keys(readChanges(changes))
  return `${who}, ${at}: ${act}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}.`
}

/** What was done to these is told in full only to whoever has one of these rights; otherwise only that it was. */
const closed: Readonly<Record<string, readonly Right[]>> = {
  'saas-application': ['saas-applications:read', 'saas-applications:write'],
}

/** Makes what presents acts as somebody may know them. */
export const presentTo =
  ({ rights }: Pick<Actor, 'rights'>) =>
  (row: ActRow): z.input<typeof ActAnswer> => {
    const needed = closed[row.noun ?? '']
    const isOpen = !needed || needed.some((right) => rights.has(right))
    return present(row, isOpen)
  }

function present(row: ActRow, isOpen: boolean): z.input<typeof ActAnswer> {
  return {
    number: row.number,
    at: row.at,
    who: { way: row.way, id: row.who_id, name: row.who },
    act: row.act,
    thing: row.noun === null ? null : { noun: row.noun, id: row.thing_id, name: row.thing },
    changes: presentChanges(row.changes, isOpen),
    digest: row.digest,
    from: { address: row.address, agent: row.agent, request: row.request },
    mac: row.mac.toString('hex'),
  }
}

function presentChanges(text: string | null, isOpen: boolean): z.input<typeof ActAnswer>['changes'] {
  const told = Object.entries(readChanges(text))
  return told.map(([field, pair]) => {
    const [before, after] = isOpen ? pair : []
    return { field, before: before ?? null, after: after ?? null, hidden: before === undefined }
  })
}

/** What `changesText` wrote. What somebody else put there is shown as nothing, and found by verifying. */
function readChanges(text: string | null): Readonly<Record<string, readonly Json[]>> {
  try {
    return text === null ? {} : JSON.parse(text)
  } catch {
    return {}
  }
}
