import type { Migration } from '../migration.ts'

/** Webhooks are told of runs that are of no integration, too: edits by hand, and other orders of sources. */
export const migration: Migration = {
  version: 39,
  name: 'events-of-hands',
  sql: `
create or replace function tell_of_run() returns trigger language plpgsql as $$
declare
  event constant text := case when new.state in ('held', 'previewed') then 'run.held'
                              when new.state = 'failed' then 'run.failed' else 'run.finished' end;
begin
  if new.state in ('succeeded', 'succeeded_with_failures') then perform tell_of_changes_of(new.id); end if;
  insert into webhook_event (type, wanted_by, data)
  select event, array[event], jsonb_build_object(
           'runId', public_id('run', new.id), 'path', '/api/runs/' || public_id('run', new.id),
           'integrationId', (select public_id('int', id) from integration where id = new.integration_id),
           'integrationName', (select name from integration where id = new.integration_id),
           'kind', new.kind, 'state', new.state, 'actor', new.actor,
           'ledger', jsonb_build_object('read', new.read, 'created', new.created, 'updated', new.updated,
             'unchanged', new.unchanged, 'skipped', new.skipped, 'failed', new.failed, 'held', new.held),
           'gone', new.gone, 'fault', new.fault,
           'brakes', (select coalesce(jsonb_agg(b - 'samples'), '[]') from jsonb_array_elements(new.brakes) b))
   where exists (select from webhook where events && array[event]);
  return null;
end $$;
`,
}
