import type { ClientBase } from 'pg'
import type { PlanScope, ScopeOf } from './scope.ts'
import { backTests } from './software-plan.ts'

/**
 * Keeps what software the devices of a step have: titles, where each is installed, and what is no longer there. What returns is
 * another stay, for the first one is history.
 */
export async function applySoftware(
  client: ClientBase,
  { runId, sourceId }: Pick<PlanScope, 'runId' | 'sourceId'>,
): Promise<void> {
  await client.query('drop table if exists pg_temp.listed')
  await client.query(`
    create temp table listed on commit drop as
    select distinct s.object_id as device_id, e->>0 as name, coalesce(e->>1, '') as version, coalesce(e->>2, '') as publisher
      from step s, jsonb_array_elements(s.software) e where s.kind in ('created', 'updated')`)
  await client.query('analyze listed')
  await client.query(
    'insert into software (name, publisher) select distinct name, publisher from listed on conflict do nothing',
  )
  await client.query(
    `update installation i set gone_at = now(), gone_run_id = $2
       from step s
      where s.software is not null and s.kind = 'updated' and i.device_id = s.object_id and i.source_id = $1 and i.gone_at is null
        and not exists (select from listed l join software t using (name, publisher)
                         where l.device_id = i.device_id and t.id = i.software_id and l.version = i.version)`,
    [sourceId, runId],
  )
  await client.query(
    `insert into installation (device_id, source_id, software_id, version, run_id)
     select l.device_id, $1, t.id, l.version, $2 from listed l join software t using (name, publisher)
      where not exists (select from installation i where i.device_id = l.device_id and i.source_id = $1
                           and i.software_id = t.id and i.version = l.version and i.gone_at is null)`,
    [sourceId, runId],
  )
}

/** Takes back what software a run brought, and brings back what it missed; what another run changed since stays. */
export async function restoreSoftware(
  client: ClientBase,
  { runId, undoes, object }: Pick<ScopeOf<'undo'>, 'runId' | 'undoes' | 'object'>,
): Promise<void> {
  if (object !== 'device') return
  const [brought, missed] = backTests(undoes)
  const isPlanned = `i.device_id in (select object_id from outcome where run_id = $1 and software is not null)
    and not exists (select from outcome o where o.run_id = $1 and o.object_id = i.device_id and o.kind = 'failed')`
  await client.query(
    `insert into installation (device_id, source_id, software_id, version, run_id)
     select i.device_id, i.source_id, i.software_id, i.version, $1 from installation i where ${missed} and ${isPlanned}`,
    [runId],
  )
  await client.query(
    `update installation i set gone_at = now(), gone_run_id = $1 where ${brought} and ${isPlanned}`,
    [runId],
  )
}

/** What a source said of devices that it no longer has ends with them; `which` tests one of its installations (`i`). */
export async function endSoftware(
  client: ClientBase,
  { sourceId, runId }: { readonly sourceId: string; readonly runId: string | null },
  which: string,
): Promise<void> {
  await client.query(
    `update installation i set gone_at = now(), gone_run_id = $2 where i.source_id = $1 and i.gone_at is null and ${which}`,
    [sourceId, runId],
  )
}
