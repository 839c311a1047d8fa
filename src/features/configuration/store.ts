import type { Selectable } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import type { Json } from '../../lib/value.ts'

type Pool = Pick<Connections, 'pool'>

/** Every credential, by name. */
export const everyCredential = ({ kysely }: Connections) =>
  kysely
    .selectFrom('credential')
    .select(['id', 'name', 'connector', 'settings', 'origins'])
    .orderBy('name')
    .execute()

export type IntegrationHere = Selectable<Tables['integration']>

/** Every integration, by name. */
export const everyIntegration = ({ kysely }: Connections): Promise<IntegrationHere[]> =>
  kysely.selectFrom('integration').selectAll().orderBy('name').execute()

/** Every role that was made here, in the order they were made. */
export const everyRole = ({ kysely }: Connections) =>
  kysely
    .selectFrom('role')
    .select(['key', 'label', 'rights', 'filter', 'hidden_fields'])
    .where('rights', 'is not', null)
    .orderBy('position')
    .execute()

/** Every person's account, by its address. */
export const everyAccount = ({ kysely }: Connections) =>
  kysely
    .selectFrom('account')
    .select(['id', 'name', 'email', 'role'])
    .where('kind', '=', 'person')
    .orderBy('email')
    .execute()

/** Every webhook, by name. */
export const everyWebhook = ({ kysely }: Connections) =>
  kysely.selectFrom('webhook').select(['id', 'name', 'url', 'events']).orderBy('name').execute()

/** For how many a plan changes a field, and some of them. */
export interface FieldImpact {
  readonly object: 'person' | 'saas_user'
  readonly field: string
  readonly count: number
  readonly samples: readonly { readonly label: string; readonly before: Json; readonly after: Json }[]
}

const mostSamples = 3

/** What the plan of a run does to each field of people and accounts that are there already; most first. */
export async function readImpact({ pool }: Pool, runId: string): Promise<FieldImpact[]> {
  const { rows } = await pool.query<FieldImpact>(
    `with changed as (
       select 'person' as object, c.key as field, c.value, o.label, o.vendor_id, o.number
         from outcome o, jsonb_each(o.changes) c where o.run_id = $1 and o.kind in ('updated', 'held')
        union all
       select 'saas_user', c.key, c.value, o.label, o.vendor_id, o.number
         from outcome o, jsonb_each(o.account - 'created') c where o.run_id = $1 and o.kind <> 'created'
     ), numbered as (
       select *, row_number() over (partition by object, field order by number) as n from changed
     )
     select object, field, count(*) as count,
            jsonb_agg(jsonb_build_object('label', coalesce(label, vendor_id), 'before', value->0, 'after', value->1) order by n)
              filter (where n <= ${mostSamples}) as samples
       from numbered group by object, field order by count(*) desc, object, field`,
    [runId],
  )
  return rows
}
