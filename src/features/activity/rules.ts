import type { z } from 'zod'
import type { Actor, Right } from '../../kit/rights.ts'
import type { Differences } from '../../kit/thing.ts'
import type { Visit } from '../../kit/visit.ts'
import { publicId } from '../../lib/ids.ts'
import type { Json } from '../../lib/value.ts'
import type { ActFacts, ActRow } from '../chain/store.ts'
import type { ActAnswer } from './schema.ts'

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
