import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import { column } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'

type Pool = Pick<Connections, 'pool'>

/** A webhook, and how many messages wait for it. */
export type WebhookRow = Selectable<Tables['webhook']> & { readonly waiting: number | null }

const webhooks = (db: Kysely<Tables>) =>
  db
    .selectFrom('webhook')
    .selectAll()
    .select((is) => [
      is
        .selectFrom('webhook_delivery')
        .whereRef('webhook_id', '=', 'webhook.id')
        .where('state', '=', 'waiting')
        .select((delivery) => delivery.fn.countAll<number>().as('count'))
        .as('waiting'),
    ])

/** Webhooks by name. */
export const webhookList = ({ kysely }: Connections): List<WebhookRow> => ({
  parts: [webhooks(kysely)],
  columns: {
    id: column('id', 'id', 'Id', { filled: true, prefix: 'whk' }),
    name: column('name', 'text', 'Name', { filled: true }),
    url: column('url', 'text', 'Address', { filled: true }),
    state: column('state', 'text', 'State', { filled: true }),
    failingSince: column('failing_since', 'datetime', 'Failing since'),
    waiting: column('waiting', 'number', 'Waiting', { filled: true }),
    createdAt: column('created_at', 'datetime', 'Created at', { filled: true }),
    updatedAt: column('updated_at', 'datetime', 'Updated at', { filled: true }),
  },
  order: 'name',
  ties: ['id'],
})

export const findWebhook = ({ kysely }: Connections, id: string): Promise<WebhookRow | undefined> =>
  webhooks(kysely).where('id', '=', id).executeTakeFirst()

/** An id of a row that is yet to be written: the seal is bound to it. */
export async function newId({ pool }: Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select new_id() as id')
  return rows[0]?.id ?? ''
}

export async function insertWebhook(
  { kysely }: Connections,
  row: Insertable<Tables['webhook']>,
): Promise<void> {
  await kysely.insertInto('webhook').values(row).execute()
}

export async function updateWebhook(
  { kysely }: Connections,
  id: string,
  edit: Updateable<Tables['webhook']>,
): Promise<void> {
  await kysely
    .updateTable('webhook')
    .set({ ...edit, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}

type Sealed = Pick<WebhookRow, 'sealed' | 'fingerprint'>

/** Puts another secret in place; the one before holds for a day more. */
export async function replaceSecret({ pool }: Pool, id: string, { sealed, fingerprint }: Sealed) {
  await pool.query(
    `update webhook set previous_sealed = sealed, previous_until = muster_now() + interval '24 hours',
            sealed = $2, fingerprint = $3, updated_at = now() where id = $1`,
    [id, sealed, fingerprint],
  )
}

export async function deleteWebhookRow({ pool }: Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query('delete from webhook where id = $1', [id])
  return rowCount === 1
}

/** Pauses a webhook that asked for it, and says why. */
export async function pauseWebhook({ pool }: Pool, id: string, because: string): Promise<void> {
  await pool.query(
    `update webhook set state = 'paused', paused_because = $2, updated_at = now() where id = $1 and state = 'active'`,
    [id, because],
  )
}

/** Pauses webhooks that took nothing for five days. */
export async function pauseFailing({ pool }: Pool): Promise<void> {
  await pool.query(
    `update webhook set state = 'paused', updated_at = now(),
            paused_because = 'It has taken no message since ' || to_char(failing_since at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'
      where state = 'active' and failing_since < muster_now() - interval '5 days'`,
  )
}

/** Opens a notice for each webhook that was paused not by a person's own hand, and closes those that are over. */
export async function tendPausedNotices({ pool }: Pool): Promise<void> {
  await pool.query(
    `insert into notice (reason, message)
     select 'webhook:' || public_id('whk', id), 'The webhook "' || name || '" is paused. ' || paused_because
       from webhook where state = 'paused' and paused_because is not null
     on conflict (reason) where closed_at is null and integration_id is null do nothing`,
  )
  await pool.query(
    `update notice set closed_at = now()
      where closed_at is null and integration_id is null and reason like 'webhook:%' and not exists (
        select from webhook where state = 'paused' and 'webhook:' || public_id('whk', id) = reason)`,
  )
}
