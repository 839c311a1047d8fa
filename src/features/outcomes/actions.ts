import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import type { ReadOutcome } from '../../directory/read-outcomes.ts'
import type { Ctx } from '../../kit/ctx.ts'
import type { Test } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'
import { isOfSeen } from '../../kit/list/sight.ts'
import { sight as deviceSight, hiddenKeys, pastFields, seesOwners } from '../devices/actions.ts'
import { devicesOf } from '../devices/store.ts'
import { sight } from '../people/actions.ts'
import { getRun } from '../runs/actions.ts'
import type { RunRow } from '../runs/store.ts'
import type { Viewpoint } from './rules.ts'
import type { OutcomesQuery } from './schema.ts'
import { outcomeList, syncKeysOf } from './store.ts'

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
  const { view, sees } = await views[run.object](ctx)
  const list = outcomeList(run, { ...asked, sees, names: view.names })
  return { run, list, view: { ...view, syncKeys: await syncKeysOf(ctx.db, run) } }
}

interface Seen {
  readonly view: Omit<Viewpoint, 'syncKeys'>
  /** Whether what an outcome (`o`) is about is seen; undefined: everything is. */
  readonly sees: Test | undefined
}

/** Terms are known to whoever may see or change them; who answers for it, to whoever sees everybody. */
async function viewOfApplications({ actor: { rights, filter } }: Ctx): Promise<Seen> {
  const showsTerms = rights.has('saas-applications:read') || rights.has('saas-applications:write')
  const view: Seen['view'] = {
    object: 'saas_application',
    fields: [],
    names: rights.has('saas-users:read'),
    isLimited: false,
    isWhole: showsTerms && !filter,
    hides: (term) => !showsTerms || term === 'owner_id',
  }
  return { view, sees: undefined }
}

async function viewOfPeople(ctx: Ctx): Promise<Seen> {
  const { hiddenFields: hidden, rights } = ctx.actor
  const mayRead = rights.has('people:read')
  const known = await sight(ctx)
  const view: Seen['view'] = {
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
  const told = pastFields(known)
  const untold = known.fields.filter((field) => !told.includes(field)).map(({ key }) => key)
  const hidden = [...hiddenKeys(ctx), ...untold]
  const view: Seen['view'] = {
    object: 'device',
    fields: mayRead ? told : [],
    names: mayRead && !hidden.includes('name'),
    isLimited: known.sees !== undefined,
    isWhole: mayRead && ctx.actor.hiddenFields.length === 0 && seesOwners(known),
    hides: (field) => !mayRead || hidden.includes(field),
  }
  const owned = sql<SqlBool>`exists (${devicesOf(known, sql<SqlBool>`d.id = o.object_id`)})`
  return { view, sees: known.sees && owned }
}

const views = { person: viewOfPeople, device: viewOfDevices, saas_application: viewOfApplications } as const
