import type { Connections } from '../../db/pool.ts'
import type { Json } from '../../lib/value.ts'

/** For how many a plan changes a field, and some of them. */
export interface FieldImpact {
  readonly object: 'person' | 'saas_user'
  readonly field: string
  readonly count: number
  readonly samples: readonly { readonly label: string; readonly before: Json; readonly after: Json }[]
}

const mostSamples = 3

/** What the plan of a run does to each field of people and accounts that are there already; most first. */
export async function readImpact({ pool }: Pick<Connections, 'pool'>, runId: string): Promise<FieldImpact[]> {
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
