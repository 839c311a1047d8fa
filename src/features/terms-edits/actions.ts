import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import type { Sql } from '../../kit/list/column.ts'
import { invalid } from '../../lib/errors.ts'
import { bareIds, queueChosen } from '../bulk-edits/actions.ts'
import { personNamed } from '../people/actions.ts'
import type { RunRow } from '../runs/store.ts'
import { knownTo, wantComparable } from '../saas-applications/actions.ts'
import { applicationList } from '../saas-applications/store.ts'
import { saidTerms } from '../terms/rules.ts'
import type { TermsBulkEdit } from './schema.ts'
import { allOfApplications, applicationsOfIds } from './store.ts'

type Asked = z.output<typeof TermsBulkEdit>

const acts = { edit: 'updated', archive: 'archived', restore: 'restored' } as const

/** Queues an edit of the terms of many applications, or archives or restores them: its plan is to be looked at. Throws `input.invalid`. */
export async function askTermsEdit(ctx: Ctx, { act, applications, terms: wanted }: Asked): Promise<RunRow> {
  const terms = saidTerms(wanted, await personNamed(ctx, 'terms.ownerId', wanted.ownerId))
  const isNamed = Object.keys(terms).length > 0
  if (act === 'edit' && !isNamed) throw invalid([{ field: 'terms', message: 'name what is to be written' }])
  if (act !== 'edit' && isNamed) throw invalid([{ field: 'act', message: 'only an edit writes terms' }])
  const edit = { object: 'saas_application', act: acts[act], values: {}, giveBack: [], terms } as const
  return queueChosen(ctx, edit, { named: 'applications', chosen: await chosenOf(ctx, applications) })
}

async function chosenOf(ctx: Ctx, asked: Asked['applications']): Promise<Sql> {
  const known = await knownTo(ctx)
  if ('ids' in asked) return applicationsOfIds(bareIds('app', asked.ids), known)
  const { search, archived, but, ...wish } = asked
  const list = applicationList({ ...known, search, archived })
  await wantComparable(ctx.db, list, wish)
  return allOfApplications(list, { ...wish, zone: ctx.zone }, bareIds('app', but))
}
