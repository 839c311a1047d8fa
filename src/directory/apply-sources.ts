import type { ClientBase } from 'pg'
import { heldReasons } from './held.ts'
import { leaveAccounts } from './leave-accounts.ts'
import { failures } from './outcomes.ts'
import type { PlanScope } from './scope.ts'
import { letOthersSpeak } from './speaker.ts'
import { literal } from './sql.ts'
import { unmapped } from './unmapped.ts'

// Rows whose records must be looked at again in every run, because not they but the directory, or a person, decides.
const openReasons = [...failures, 'no_match', 'exists', ...heldReasons].map(literal).join(', ')
const isOpen = `coalesce(reason in (${openReasons}), false)`

const isKnown = `exists (select from source_record r where r.source_id = $1 and r.vendor_id = s.vendor_id)`

/** Makes the source of an integration known, and whose SaaS users it loads; those that it loaded before are left. */
export async function keepSource(
  client: ClientBase,
  scope: PlanScope,
  applicationId: string | null,
): Promise<void> {
  await leaveAccounts(client, scope)
  await client.query(
    `insert into source (id, kind, application_id) values ($1, 'integration', $2)
         on conflict (id) do update set application_id = excluded.application_id
      where source.application_id is distinct from excluded.application_id`,
    [scope.sourceId, applicationId],
  )
}

/** Lets others speak of the fields that the source no longer tells, as its mapping now is. Call it before any record is kept. */
export const fallSilent = (client: ClientBase, scope: PlanScope): Promise<void> =>
  letOthersSpeak(client, {
    ...scope,
    which: `r."row" ?| ${unmapped(scope)} and r.vendor_id in (
      select s.vendor_id from staged s left join outcome o on o.run_id = s.run_id and o.number = s.number
       where s.run_id = $2 and o.reason is distinct from 'erased' and not ${isOpen})`,
  })

/** Keeps what the source said, and what it said before. A record that was not taken is kept by its id alone. */
export async function keepSourceRecords(client: ClientBase, scope: PlanScope): Promise<void> {
  await updateRecords(client, scope)
  await addRecords(client, scope, `not ${isKnown}`)
}

/** The same for a directory that knows nothing yet, and has no index to find it by. */
export const keepFirstRecords = (client: ClientBase, scope: PlanScope): Promise<void> =>
  addRecords(client, scope, 'true')

async function updateRecords(client: ClientBase, scope: PlanScope): Promise<void> {
  const { sourceId, runId } = scope
  await client.query(
    `insert into source_before (run_id, vendor_id, record)
     select $2, known.vendor_id, to_jsonb(known)
       from step s join source_record known on known.source_id = $1 and known.vendor_id = s.vendor_id
      where not ${isOpen}`,
    [sourceId, runId],
  )
  await client.query(
    `update source_record known
        set object_id = coalesce(known.object_id, s.object_id), standing = s.standing, "row" = (known."row" - ${unmapped(scope)}) || s."row",
            raw_hash = s.raw_hash, run_id = $2, number = s.number, updated_at = now()
       from step s
      where not ${isOpen} and known.source_id = $1 and known.vendor_id = s.vendor_id`,
    [sourceId, runId],
  )
}

async function addRecords(client: ClientBase, { sourceId, runId }: PlanScope, isNew: string): Promise<void> {
  await client.query(
    `insert into source_record (source_id, vendor_id, object_id, standing, "row", raw_hash, run_id, made_by, number)
     select $1, vendor_id, object_id, standing, "row", raw_hash, $2, $2, number from step s
      where not ${isOpen} and ${isNew}`,
    [sourceId, runId],
  )
  await client.query(
    `insert into source_record (source_id, vendor_id, object_id, standing, "row", run_id, made_by, number)
     select $1, vendor_id, case when reason = 'exists' then object_id end, standing, '{}', $2, $2, number from step s
      where ${isOpen} and ${isNew}`,
    [sourceId, runId],
  )
}
