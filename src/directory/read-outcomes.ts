import { type RawBuilder, sql } from 'kysely'
import type { Problem } from '../lib/errors.ts'
import type { Json, JsonObject } from '../lib/value.ts'
import { handSource } from './hand-source.ts'
import { objects } from './object.ts'
import { plainAccount } from './outcomes.ts'
import type { PlanScope } from './scope.ts'

/** What becomes, or became, of one record. */
export interface ReadOutcome {
  /** The record's place in the vendor's list, from 0; those who are gone come behind it. */
  readonly number: number
  readonly vendor_id: string
  readonly label: string | null
  readonly kind: 'created' | 'updated' | 'archived' | 'restored' | 'skipped' | 'failed' | 'held' | 'gone'
  readonly reason: string | null
  /** Null: nobody, or somebody who is yet to be created. */
  readonly object_id: string | null
  /** Field → [before, after]; of a creation what differs from `row`. */
  readonly changes: Readonly<Record<string, readonly [before: Json, after: Json]>> | null
  readonly account: JsonObject | null
  /** How many titles are `installed` and `removed`; null: the software stays, or is not asked for. */
  readonly software: JsonObject | null
  readonly problems: readonly Problem[] | null
  /** What a new person is made from. */
  readonly row: JsonObject | null
}

/** The outcomes of which run. */
export interface OutcomesWanted extends Pick<PlanScope, 'runId' | 'sourceId'> {
  /** Whether the run is of SaaS users too. */
  readonly withAccounts: boolean
  /** Before that a staged row is nothing yet. */
  readonly isPlanned: boolean
  readonly kind?: ReadOutcome['kind'] | undefined
}

/** SQL: the account of an outcome (`o`) with the people whose it was and becomes as they are called, not as their ids. */
const namedAccount = sql<JsonObject>`
  case when o.account ? 'person' then jsonb_set(o.account, '{person}', (
    select jsonb_agg(coalesce(to_jsonb(coalesce(${sql.join(objects.person.names.map((name) => sql.ref(`p.${name}`)))})), v.value) order by v.place)
      from jsonb_array_elements(o.account->'person') with ordinality v (value, place)
      left join person p on p.id = case when v.value #>> '{}' ~ '^[0-9a-f-]{36}$' then (v.value #>> '{}')::uuid end))
  else o.account end`

/** SQL: the id at the vendor of an outcome (`o`) by hand: plans know SaaS users by their ids here. */
const idAtVendor = sql<string>`coalesce((select u.vendor_id from saas_user u
  where u.id = case when o.vendor_id ~ '^[0-9a-f-]{36}$' then o.vendor_id::uuid end), o.vendor_id)`

/** Two queries that together have the outcomes of a run, but for the unchanged: plain creations are told from their staged rows. */
export function outcomeParts(wanted: OutcomesWanted): readonly RawBuilder<ReadOutcome>[] {
  const { runId, sourceId, withAccounts, isPlanned, kind } = wanted
  const ofKind = (column: RawBuilder<unknown>) => (kind === undefined ? sql`true` : sql`${column} = ${kind}`)
  const vendorId = sourceId === handSource ? idAtVendor : sql.ref('o.vendor_id')
  return [
    sql`select o.number, ${vendorId} as vendor_id, o.label, o.kind, o.reason, o.object_id, o.changes, ${namedAccount} as account, o.software, o.problems,
               case when o.kind = 'created' then s."row" end as "row"
          from outcome o left join staged s on s.run_id = o.run_id and s.number = o.number
         where o.run_id = ${runId} and o.kind <> 'unchanged' and ${ofKind(sql`o.kind`)}`,
    sql`select s.number, s.vendor_id, s.label, 'created' as kind, null::text as reason,
               (select r.object_id from source_record r where r.source_id = ${sourceId} and r.vendor_id = s.vendor_id) as object_id,
               null::jsonb as changes, ${sql.raw(plainAccount(withAccounts))} as account, null::jsonb as software, null::jsonb as problems, s."row"
          from staged s
         where s.run_id = ${runId} and ${isPlanned} and ${ofKind(sql`'created'`)}
           and not exists (select from outcome o where o.run_id = s.run_id and o.number = s.number)`,
  ]
}
