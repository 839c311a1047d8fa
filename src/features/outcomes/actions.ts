import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import type { ReadOutcome } from '../../directory/read-outcomes.ts'
import { readRecord } from '../../directory/read-record.ts'
import type { Ctx } from '../../kit/ctx.ts'
import type { Test } from '../../kit/list/column.ts'
import { type List, readList } from '../../kit/list/read-list.ts'
import { AppError } from '../../lib/errors.ts'
import { sight as deviceSight, hiddenKeys } from '../devices/actions.ts'
import { devicesOf } from '../devices/store.ts'
import { findLoad, mappingOf, proposalOf } from '../integrations/rules.ts'
import { findIntegration } from '../integrations/store.ts'
import { sight } from '../people/actions.ts'
import { isOfSeen } from '../people/store.ts'
import { getRun } from '../runs/actions.ts'
import type { RunRow } from '../runs/store.ts'
import type { Description, OutcomeFile, Viewpoint } from './rules.ts'
import type { OutcomesQuery } from './schema.ts'
import { outcomeList } from './store.ts'

/** Outcomes of a run, and what the asker may know of the people that they are about. */
export interface OutcomesSeen {
  readonly run: RunRow
  readonly list: List<ReadOutcome>
  readonly view: Viewpoint
}

/** The outcomes of a run that somebody wants. Throws `not.found`. */
export async function seeOutcomes(
  ctx: Ctx,
  { id, ...asked }: { readonly id: string } & z.output<typeof OutcomesQuery>,
): Promise<OutcomesSeen> {
  const run = await getRun(ctx, id)
  const { view, sees } = await (run.object === 'person' ? viewOfPeople(ctx) : viewOfDevices(ctx))
  return { run, list: outcomeList(run, { ...asked, sees, names: view.names }), view }
}

interface Seen {
  readonly view: Viewpoint
  /** Whether what an outcome (`o`) is about is seen; undefined: everything is. */
  readonly sees: Test | undefined
}

async function viewOfPeople(ctx: Ctx): Promise<Seen> {
  const { hiddenFields: hidden, rights } = ctx.actor
  const mayRead = rights.has('people:read')
  const known = await sight(ctx)
  const view: Viewpoint = {
    object: 'person',
    fields: mayRead ? known.fields : [],
    names: known.names && mayRead,
    isLimited: known.sees !== undefined,
    isWhole: mayRead && hidden.length === 0,
    hides: (field) => !mayRead || hidden.includes(field),
  }
  return { view, sees: known.sees && isOfSeen('o.object_id', known.sees) }
}

/** Devices are named by their names and seen by whoever sees their owners. */
async function viewOfDevices(ctx: Ctx): Promise<Seen> {
  const mayRead = ctx.actor.rights.has('devices:read')
  const known = await deviceSight(ctx)
  const hidden = hiddenKeys(ctx)
  const view: Viewpoint = {
    object: 'device',
    fields: mayRead ? known.fields : [],
    names: mayRead && !hidden.includes('name'),
    isLimited: known.sees !== undefined,
    isWhole: mayRead && ctx.actor.hiddenFields.length === 0,
    hides: (field) => !mayRead || hidden.includes(field),
  }
  const owned = sql<SqlBool>`exists (${devicesOf(known, sql<SqlBool>`d.id = o.object_id`)})`
  return { view, sees: known.sees && owned }
}

/** One outcome of a run with its record. Throws `not.found`. */
export async function openOutcome(
  ctx: Ctx,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<OutcomeFile> {
  const { run, list, view } = await seeOutcomes(ctx, { id })
  const { items } = await readList(ctx.db, list, { filter: `number eq ${number}`, limit: 1 })
  const [outcome] = items
  if (!outcome) throw new AppError('not.found', `Run ${id} has no outcome ${number}`)
  const kept = await readRecord(ctx.db.pool, {
    runId: run.id,
    number,
    sourceId: run.integration_id,
    vendorId: outcome.vendor_id,
  })
  return { run, outcome, kept, view, description: await describe(ctx, run) }
}

/** The load of a run's integration with the fields that were added to it, as the run tries them. */
async function describe(ctx: Ctx, run: RunRow): Promise<Description | undefined> {
  const row = await findIntegration(ctx.db, run.integration_id)
  if (!row) return undefined
  const proposal = proposalOf(row)
  const tried = run.tries ?? (proposal?.runId === run.id ? proposal.edit : {})
  const { customFields } = mappingOf({ ...row, ...tried })
  return { load: findLoad(ctx.connectors, row).load, customFields }
}
