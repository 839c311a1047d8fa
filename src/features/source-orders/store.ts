import type { ClientBase } from 'pg'
import type { Connections } from '../../db/pool.ts'
import type { Field } from '../../directory/field.ts'
import { orderSource, type SourceOrders } from '../../directory/source-order.ts'
import { runQueue } from '../runs/store.ts'

type Pool = Pick<Connections, 'pool'>
type Queryable = Pick<ClientBase, 'query'>

/** A source that says something of a field. */
export interface SpeakingSource {
  readonly id: string
  /** Null: its integration was deleted. */
  readonly name: string | null
  readonly launched_at: Date
  readonly writes: boolean
}

/** Who says anything of a field, or did, the first that speaks first. */
export async function sourcesOfField(
  { pool }: Pool,
  { object, key }: Pick<Field, 'object' | 'key'>,
): Promise<readonly SpeakingSource[]> {
  const { rows } = await pool.query<SpeakingSource>(
    `select s.id, i.name, s.launched_at, coalesce(i.mapping @> $3, false) as writes
       from source s join field f on f.object = $1 and f.key = $2 left join integration i on i.id = s.id
      where s.kind = 'integration' and (i.id is null or (i.selection like 'device%') = ($1 = 'device'))
        and (s.id = any(f.sources) or i.mapping @> $3
             or exists (select from source_record r where r.source_id = s.id and r."row" ? $2))
      order by array_position(f.sources, s.id), s.launched_at, s.id`,
    [object, key, { entries: [{ target: key }] }],
  )
  return rows
}

/** Orders that were proposed and wait, or whose plan is being made. */
export interface WaitingOrders {
  readonly id: string
  readonly actor: string
  readonly orders: SourceOrders
}

const waits = `kind = 'reorder' and state in ('queued', 'leased', 'reading', 'planned', 'previewed', 'held')`

export async function findWaiting(db: Queryable): Promise<WaitingOrders | undefined> {
  const { rows } = await db.query<WaitingOrders>(
    `select id, actor, orders from run where ${waits} and tries is null and undoes is null order by id desc limit 1`,
  )
  return rows[0]
}

/** Which runs that show another order: all of them, but for one that stays, or those that only try one. */
type Which = { readonly but?: string } | 'tries'

/** Ends runs that show another order and were not applied: it was made anew, or taken back. */
export async function supersedeOrders(db: Queryable, which: Which = {}): Promise<void> {
  // The raised fence keeps a worker that still plans from writing.
  await db.query(
    `update run set state = 'superseded', finished_at = now(), fence = fence + 1, lease_until = null
      where ${waits} and undoes is null and (not $1 or tries is not null) and id is distinct from $2`,
    [which === 'tries', which === 'tries' ? null : which.but],
  )
}

/** The run that tried exactly these orders, and whose plan was looked at, is what is proposed from now on. */
export async function adoptTrial(db: Queryable, id: string): Promise<void> {
  await supersedeOrders(db, { but: id })
  await db.query('update run set tries = null where id = $1', [id])
}

interface NewReorder {
  readonly orders: SourceOrders
  readonly actor: string
  /** The run that it takes back. */
  readonly undoes?: string
  /** Whether nobody has proposed it. */
  readonly isTrial?: boolean
}

/** Queues the run that shows whom other orders change. Undefined while another one is being planned or applied. */
export async function queueReorder(
  db: Queryable,
  { orders, actor, undoes, isTrial = false }: NewReorder,
): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `insert into run (integration_id, revision, mode, actor, kind, orders, undoes, tries)
     values ($1, 0, 'plan', $2, 'reorder', $3, $4, case when $5 then $3::jsonb end) on conflict do nothing returning id`,
    [orderSource, actor, JSON.stringify(orders), undoes ?? null, isTrial],
  )
  await db.query(`notify ${runQueue}`)
  return rows[0]?.id
}
