import type { ClientBase } from 'pg'
import { oneRow } from '../../db/one-row.ts'
import type { TrippedBrake } from '../../db/sync-tables.ts'
import { kinds } from '../../directory/kinds.ts'
import { type ObjectWords, objects } from '../../directory/object.ts'
import type { PlanKind, ScopeOf } from '../../directory/scope.ts'
import { countText } from '../../lib/counts.ts'
import type { Base, Brake } from './brake.ts'
import type { Limits } from './limits.ts'
import { deactivated } from './rows.ts'
import { brakes } from './shelf.ts'

/** What the brakes say of a plan. */
export interface Judgement {
  readonly brakes: readonly TrippedBrake[]
  /** How many the plan deactivates, for the brake over a whole day. */
  readonly deactivations: number
}

/** What a plan is judged by. */
export interface Judging {
  readonly scope: ScopeOf<PlanKind>
  readonly limits: Limits
  /** How many records were read. */
  readonly read: number
}

/** Judges the plan that was just made, in its transaction and before anything is written: every brake that it trips. */
export async function judgePlan(client: ClientBase, judging: Judging): Promise<Judgement> {
  const { scope } = judging
  const base = await baseOf(client, judging)
  const tripped: TrippedBrake[] = []
  for (const brake of brakes)
    if (brake.when?.(base) ?? true) tripped.push(...(await judge(client, brake, { base, ...judging })))
  const [all] = await countRows(client, { rows: deactivated(scope) })
  return { brakes: tripped, deactivations: all?.count ?? 0 }
}

async function baseOf(client: ClientBase, { scope, read }: Judging): Promise<Base> {
  const { from } = kinds[scope.kind]
  const { rows } = await client.query<Omit<Base, 'from' | 'read'>>(
    `select count(*) as known, count(*) filter (where standing = 0) as active,
            (select count(*) from outcome where run_id = $2 and kind in ('updated', 'unchanged')) as met,
            (select count(*) from installation where $3 and source_id = $1 and gone_at is null) as installed
       from ${from === 'directory' ? everything(scope) : 'source_record'} where source_id = $1 and gone_at is null`,
    [scope.sourceId, scope.runId, scope.object === 'device'],
  )
  const { known, active, met, installed } = oneRow(rows)
  return { from, read, known, active, met: Math.max(known, met), installed }
}

/** What somebody could change who changes the directory itself, as if there were a record of each. */
function everything(scope: Judging['scope']): string {
  const { of } = kinds[scope.kind]
  const known =
    of === 'saas_users'
      ? 'saas_user where gone_at is null'
      : `${of === 'objects' ? scope.object : 'saas_application'} where archived_at is null`
  return `(select $1::uuid as source_id, 0 as standing, null as gone_at from ${known}) known`
}

const otherWords = {
  saas_users: { ...objects.person, one: 'SaaS user', many: 'SaaS users' },
  saas_applications: {
    ...objects.person,
    one: 'SaaS application',
    many: 'SaaS applications',
    gone: 'SaaS applications',
  },
}

function wordsOf({ kind, object }: Judging['scope']): ObjectWords {
  const { of } = kinds[kind]
  return of === 'objects' ? objects[object] : otherWords[of]
}

async function judge(
  client: ClientBase,
  brake: Brake,
  { scope, limits, base }: Judging & { readonly base: Base },
): Promise<TrippedBrake[]> {
  const counts = await countRows(client, { ...brake, rows: brake.rows(scope) })
  const earlier = counts.length > 0 && brake.earlier ? await countEarlier(client, brake.earlier(scope)) : 0
  const of = base[brake.of] + earlier
  const limit = brake.limit(limits, of)
  return counts
    .map((one) => ({ ...one, count: one.count + earlier }))
    .filter(({ count }) => count > limit)
    .map(({ what, count, samples }) => ({
      brake: brake.key,
      message: `${brake.sentence({ ...written({ count, of, limit }), field: what ?? '', words: wordsOf(scope) })}.`,
      count,
      of,
      limit,
      samples,
    }))
}

const written = ({ count, of, limit }: Pick<TrippedBrake, 'count' | 'of' | 'limit'>) => ({
  count: countText(count),
  of: countText(of),
  limit: countText(limit),
})

interface Count {
  readonly what: string | null
  readonly count: number
  readonly samples: readonly string[]
}

const shown = 10

async function countRows(
  client: ClientBase,
  { rows, weight = '1' }: { readonly rows: string; readonly weight?: string },
): Promise<readonly Count[]> {
  const counted = await client.query<Count>(
    `select what, sum(${weight}) as count, (array_agg(label order by label))[1:${shown}] as samples
       from (${rows}) counted group by what order by count desc, what`,
  )
  return counted.rows
}

async function countEarlier(client: ClientBase, sql: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select (${sql}) as count`)
  return rows[0]?.count ?? 0
}
