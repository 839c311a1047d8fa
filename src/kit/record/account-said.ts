import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { JsonObject } from '../../lib/value.ts'
import type { SourceSaid } from './sources.ts'

/** What one integration last said of a SaaS user, and where it has that from. */
export interface AccountSaid extends SourceSaid {
  /** The person whom it found, or made. */
  readonly object_id: string | null
  readonly gone_at: Date | null
  readonly out_of_scope_at: Date | null
  /** Since when it is no longer loaded at all. */
  readonly ended_at: Date | null
  /** When a complete list of it that was applied last had the SaaS user. */
  readonly last_seen_at: Date | null
  /** Whether what it said of the account is kept. */
  readonly is_kept: boolean
  /** Null: it does not tell; empty: it told that there is none. */
  readonly role: string | null
  readonly active: boolean | null
  readonly label: string | null
  readonly run_id: string | null
  readonly mapping_version: number | null
  readonly connector: string | null
  readonly load: string | null
  readonly mapping: JsonObject | null
  readonly credential: string | null
  /** JSON text; null where it is not kept. */
  readonly raw: string | null
  /** 'vendor id', or the key of the sync key that found the person; null: nobody was looked for. */
  readonly found_by: string | null
}

/** Which SaaS user. */
interface Account {
  readonly application_id: string
  readonly vendor_id: string
}

const lastSeen = sql<Date | null>`(
  select max(run.finished_at) from run
   where run.integration_id = source.id and run.kind = 'load' and run.list_complete
     and run.state in ('succeeded', 'succeeded_with_failures')
     and run.finished_at < coalesce(r.absent_since, r.gone_at, 'infinity'))`

/** What every integration of its application last said of a SaaS user, in the order in which they were launched. */
export async function saidOfAccount(
  { kysely }: Connections,
  { application_id, vendor_id }: Account,
): Promise<readonly AccountSaid[]> {
  const { rows } = await sql<AccountSaid>`
    select r.source_id, r.vendor_id, r."row", r.updated_at, r.object_id, r.gone_at, r.out_of_scope_at, source.ended_at,
           ${lastSeen} as last_seen_at, s.number is not null as is_kept, s.role, s.active, s.label, r.run_id,
           -- A replay was made with the version that it became.
           run.revision + case when run.kind = 'replay' then 1 else 0 end as mapping_version,
           i.name, i.connector, i.load, i.mapping, c.name as credential, nullif(s.raw, '') as raw, o.found_by
      from source join source_record r on r.source_id = source.id and r.vendor_id = ${vendor_id}
      left join integration i on i.id = source.id left join credential c on c.id = i.credential_id
      left join run on run.id = r.run_id left join staged s on s.run_id = r.run_id and s.number = r.number
      left join outcome o on o.run_id = r.run_id and o.number = r.number
     where source.application_id = ${application_id} and source.kind = 'integration'
     order by source.launched_at, source.id`.execute(kysely)
  return rows
}
