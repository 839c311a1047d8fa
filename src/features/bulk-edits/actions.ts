import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import type { Sql } from '../../kit/list/column.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { givableRoles } from '../hand-edits/actions.ts'
import { type Sight, sight } from '../people/actions.ts'
import { peopleList } from '../people/store.ts'
import { getRun, getSeen, notApplied } from '../runs/actions.ts'
import { type RunRow, rejectPlan, releasePlan } from '../runs/store.ts'
import { keptEdit } from './rules.ts'
import type { BulkEdit } from './schema.ts'
import { hasUnseen, peopleOfIds, peopleOfList, queueEdit, stagePeople } from './store.ts'

type Asked = z.output<typeof BulkEdit>

/** Queues an edit of many people, whose plan is to be looked at. Throws `input.invalid`, also where it is about nobody. */
export async function askEdit(ctx: Ctx, { people, ...asked }: Asked): Promise<RunRow> {
  const seen = await sight(ctx)
  const edit = keptEdit(asked, { fields: seen.fields, roles: await givableRoles(ctx, seen) })
  const runId = await queueEdit(ctx.db, { edit, actor: ctx.actor.name })
  if ((await stagePeople(ctx.db, runId, chosen(ctx, people, seen))) === 0)
    throw invalid([{ field: 'people', message: 'nobody fits' }])
  return getRun(ctx, publicId('run', runId))
}

function chosen({ db }: Ctx, people: Asked['people'], { fields, sees }: Sight): Sql {
  const bare = (ids: readonly string[]) => ids.map((id) => bareId('per', id))
  if ('ids' in people) return peopleOfIds(bare(people.ids), sees)
  const { search, archived, but, ...asked } = people
  return peopleOfList(peopleList(db, { search, archived, fields, sees }), asked, bare(but))
}

/** A person's word on the plan of an edit. */
interface Word {
  readonly id: string
  readonly digest: string
}

/**
 * Releases the plan of an edit that was looked at, its brakes with it. Throws `run.stale` when it is another by now, and
 * `not.allowed` where it is about somebody, or a field, that whoever says it does not see.
 */
export async function applyEdit(ctx: Ctx, word: Word): Promise<RunRow> {
  const run = await getEdit(ctx, word)
  const plan = { ...word, id: run.id, actor: ctx.actor.name, from: ['previewed'] as const }
  if (!(await releasePlan(ctx.db, plan))) throw new AppError('run.state', notApplied(run))
  return getRun(ctx, word.id)
}

/** Throws the plan of an edit away. */
export async function rejectEdit(ctx: Ctx, word: Word): Promise<RunRow> {
  const run = await getEdit(ctx, word)
  if (!(await rejectPlan(ctx.db, { ...word, id: run.id })))
    throw new AppError('run.state', `This run is ${run.state}; only a plan that waits can be rejected`)
  return getRun(ctx, word.id)
}

async function getEdit(ctx: Ctx, word: Word): Promise<RunRow> {
  const run = await getSeen(ctx, word)
  if (!run.edit) throw new AppError('not.found', `There is no bulk edit ${word.id}`)
  const { fields, sees } = await sight(ctx)
  const keys = new Set(fields.map(({ key }) => key))
  const named = [...Object.keys(run.edit.values), ...run.edit.giveBack]
  if (!named.every((key) => keys.has(key)) || (sees && (await hasUnseen(ctx.db, run.id, sees))))
    throw new AppError('not.allowed', 'This plan is about people or fields that you do not see')
  return run
}
