import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Attempt } from '../../db/webhook-tables.ts'
import { column } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'

type Pool = Pick<Connections, 'pool'>

/** An event on its way to a webhook. */
export interface DeliveryRow {
  readonly id: string
  readonly event_id: string
  readonly type: string
  readonly at: Date
  readonly data: object
  readonly state: 'waiting' | 'delivered' | 'failed'
  readonly tries: number
  readonly due_at: Date
  readonly attempts: readonly Attempt[]
}

const deliveries = `select d.id, d.event_id, d.state, d.tries, d.due_at, d.attempts, e.type, e.at, e.data
  from webhook_delivery d join webhook_event e on e.id = d.event_id`

/** What was and is to be delivered to a webhook, the newest event first. */
export const deliveryList = (webhookId: string): List<DeliveryRow> => ({
  parts: [sql<DeliveryRow>`${sql.raw(deliveries)} where d.webhook_id = ${webhookId}`],
  columns: {
    id: column('id', 'id', 'Id', { filled: true, prefix: 'dlv' }),
    eventId: column('event_id', 'id', 'Event', { filled: true, prefix: 'evt' }),
    type: column('type', 'text', 'Type', { filled: true }),
    state: column('state', 'text', 'State', { filled: true }),
    tries: column('tries', 'number', 'Tries', { filled: true }),
    happenedAt: column('at', 'datetime', 'Happened at', { filled: true }),
  },
  order: '-eventId',
  ties: ['id'],
})

/** Makes an event for one webhook alone, and its delivery. */
export async function makeEvent({ pool }: Pool, webhookId: string, event: { type: string; data: object }) {
  const { rows } = await pool.query<{ id: string }>(
    `with made as (insert into webhook_event (type, wanted_by, data) values ($2, '{}', $3) returning id)
     insert into webhook_delivery (webhook_id, event_id) select $1, id from made returning id`,
    [webhookId, event.type, JSON.stringify(event.data)],
  )
  return findDelivery({ pool }, webhookId, rows[0]?.id ?? '')
}

async function findDelivery({ pool }: Pool, webhookId: string, id: string) {
  const { rows } = await pool.query<DeliveryRow>(`${deliveries} where d.webhook_id = $1 and d.id = $2`, [
    webhookId,
    id,
  ])
  return rows[0]
}

const again = `state = 'waiting', tries = 0, due_at = muster_now()`

/** Has one message sent again. False when the webhook has no such delivery. */
export async function replayDelivery({ pool }: Pool, webhookId: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update webhook_delivery set ${again} where webhook_id = $1 and id = $2`,
    [webhookId, id],
  )
  return rowCount === 1
}

interface Range {
  readonly from: string
  readonly until: string | undefined
  /** Those that were taken, too. */
  readonly all: boolean
}

/** Has everything sent again that a webhook wants of a time, what it missed while it was paused included. */
export async function replayRange({ pool }: Pool, webhookId: string, { from, until, all }: Range) {
  const { rowCount } = await pool.query(
    `insert into webhook_delivery (webhook_id, event_id)
     select w.id, e.id from webhook w join webhook_event e on e.wanted_by && w.events
      where w.id = $1 and e.at >= $2 and e.at <= coalesce($3::timestamptz, now())
     on conflict (webhook_id, event_id) do update set ${again}
      where webhook_delivery.state = 'failed' or $4 and webhook_delivery.state = 'delivered'`,
    [webhookId, from, until, all],
  )
  return rowCount ?? 0
}

/** A message that is to be sent now. */
export interface DueRow extends DeliveryRow {
  readonly webhook_id: string
  readonly url: string
  readonly sealed: Buffer
  /** While it holds. */
  readonly previous_sealed: Buffer | null
}

/**
 * Takes a message that is due, of the webhook that was asked longest ago: one that hangs keeps no other from its turn,
 * and one that fails is asked once in five seconds. It counts as tried from here on, so that a message whose process
 * was killed is sent again after two minutes.
 */
export async function takeDue({ pool }: Pool): Promise<DueRow | undefined> {
  const { rows } = await pool.query<DueRow>(
    `with due as (
       select d.id, w.id as webhook_id from webhook_delivery d join webhook w on w.id = d.webhook_id
        where d.state = 'waiting' and d.due_at <= muster_now() and w.state = 'active'
          and (w.failing_since is null or w.tried_at < muster_now() - interval '5 seconds')
        order by w.tried_at nulls first, d.due_at limit 1 for update of d skip locked),
     asked as (update webhook w set tried_at = muster_now() from due where w.id = due.webhook_id returning w.*),
     taken as (
       update webhook_delivery d set tries = d.tries + 1, due_at = muster_now() + interval '2 minutes'
         from due where d.id = due.id returning d.*)
     select t.id, t.event_id, t.state, t.tries, t.due_at, t.attempts, e.type, e.at, e.data,
            w.id as webhook_id, w.url, w.sealed, case when w.previous_until > muster_now() then w.previous_sealed end as previous_sealed
       from taken t join webhook_event e on e.id = t.event_id join asked w on w.id = t.webhook_id`,
  )
  return rows[0]
}

const mostAttempts = 20

/** Keeps how a try went: the message was taken, or is tried again after so many seconds; null: never. */
export async function keepAttempt(
  { pool }: Pool,
  { id, webhook_id }: Pick<DueRow, 'id' | 'webhook_id'>,
  { attempt, next }: { readonly attempt: Attempt; readonly next: 'delivered' | number | null },
): Promise<void> {
  const isTaken = next === 'delivered'
  await pool.query(
    `with kept as (
       update webhook_delivery
          set attempts = (select coalesce(jsonb_agg(a order by n), '[]') from jsonb_array_elements(attempts || $2::jsonb)
                          with ordinality as t (a, n) where n > jsonb_array_length(attempts) + 1 - ${mostAttempts}),
              state = case when $3 then 'delivered' when $4::float8 is null then 'failed' else 'waiting' end,
              due_at = muster_now() + make_interval(secs => coalesce($4, 0))
        where id = $1)
     update webhook set failing_since = case when not $3 then coalesce(failing_since, muster_now()) end where id = $5
        and (failing_since is null) <> $3`,
    [id, JSON.stringify([attempt]), isTaken, isTaken ? null : next, webhook_id],
  )
}
