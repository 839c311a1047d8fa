/** More than so many objects of a kind are told in one event, with their numbers and where to read them. */
const most = 1000

/**
 * What webhooks are told, written in the transaction that makes it true; part of migration 10. Triggers, so that
 * nobody who ends a run or changes the directory can forget it. While no webhook wants an event, none is written.
 */
export const webhookEvents = `
-- An id as the API shows it.
create function public_id(prefix text, id uuid) returns text language sql immutable as $$
  select prefix || '_' || replace(id::text, '-', '')
$$;

-- Each event goes to every active webhook that wants it.
create function deliver_webhook_events() returns trigger language plpgsql as $$
begin
  insert into webhook_delivery (webhook_id, event_id)
  select w.id, e.id from made e join webhook w on w.events && e.wanted_by and w.state = 'active';
  return null;
end $$;
create trigger webhook_event_deliver after insert on webhook_event referencing new table as made
  for each statement execute function deliver_webhook_events();

create function tell_of_run() returns trigger language plpgsql as $$
declare
  event constant text := case when new.state in ('held', 'previewed') then 'run.held'
                              when new.state = 'failed' then 'run.failed' else 'run.finished' end;
begin
  if new.state in ('succeeded', 'succeeded_with_failures') then perform tell_of_changes_of(new.id); end if;
  insert into webhook_event (type, wanted_by, data)
  select event, array[event], jsonb_build_object(
           'runId', public_id('run', new.id), 'path', '/api/runs/' || public_id('run', new.id),
           'integrationId', public_id('int', new.integration_id),
           'integrationName', (select name from integration where id = new.integration_id),
           'kind', new.kind, 'state', new.state, 'actor', new.actor,
           'ledger', jsonb_build_object('read', new.read, 'created', new.created, 'updated', new.updated,
             'unchanged', new.unchanged, 'skipped', new.skipped, 'failed', new.failed, 'held', new.held),
           'gone', new.gone, 'fault', new.fault,
           'brakes', (select coalesce(jsonb_agg(b - 'samples'), '[]') from jsonb_array_elements(new.brakes) b))
   where exists (select from webhook where events && array[event]);
  return null;
end $$;
-- A plan that was asked for waits for whoever asked; one that nobody looks at is held.
create trigger run_tell after update of state on run for each row
  when (new.state <> old.state and (new.state in ('held', 'failed', 'empty', 'succeeded', 'succeeded_with_failures')
        or new.state = 'previewed' and new.mode = 'apply'))
  execute function tell_of_run();

create function tell_of_changes_of(of_run uuid) returns void language plpgsql as $$
begin
  if not exists (select from webhook where events && ${typesSql(['person', 'saas-user'])}) then return; end if;
  ${told(`(select object, object_id, kind, field, after, actor from change where run_id = of_run
           union all
           select 'saas_user', u.id, 'created', null, null, r.actor from saas_user u join run r on r.id = of_run
            where u.run_id = of_run)`)}
end $$;

-- What is changed by hand, or with an integration that goes, belongs to no run.
create function tell_of_changes() returns trigger language plpgsql as $$
declare
  of_run constant uuid := null;
begin
  if not exists (select from webhook where events && ${typesSql(['person', 'saas-user'])}) then return null; end if;
  ${told('(select * from made where run_id is null)')}
  return null;
end $$;
create trigger change_tell after insert on change referencing new table as made
  for each statement execute function tell_of_changes();
`

/** Writes an event for each object among these changes, or one for all of a kind. */
function told(changes: string): string {
  return `insert into webhook_event (type, wanted_by, data)
  with object as materialized (
    select c.object, c.object_id, min(c.actor) as actor, coalesce(jsonb_agg(distinct c.field) filter (where c.field is not null), '[]') as fields,
           case when bool_or(c.kind = 'created') then 'created'
                when bool_or(c.kind = 'archived' or c.object = 'saas_user' and c.field = 'gone' and c.after = 'true') then 'gone'
                else 'changed' end as what
      from ${changes} c group by c.object, c.object_id
  ), kind as (
    select object, min(actor) as actor, count(*) as count, count(*) filter (where what = 'created') as created,
           count(*) filter (where what = 'changed') as changed, count(*) filter (where what = 'gone') as gone
      from object group by object
  )
  select 'person.' || o.what, array['person.' || o.what], jsonb_build_object(
           'personId', public_id('per', o.object_id), 'path', '/api/people/' || public_id('per', o.object_id),
           'fields', o.fields, 'runId', public_id('run', of_run), 'actor', o.actor)
    from object o join kind k using (object) where o.object = 'person' and k.count <= ${most}
   union all
  select 'saas-user.' || o.what, array['saas-user.' || o.what], jsonb_build_object(
           'saasUserId', public_id('usr', o.object_id), 'application', jsonb_build_object('vendor', a.vendor, 'instance', a.instance),
           'personId', public_id('per', u.person_id), 'fields', o.fields, 'runId', public_id('run', of_run), 'actor', o.actor)
    from object o join kind k using (object) join saas_user u on u.id = o.object_id join saas_application a on a.id = u.application_id
   where o.object = 'saas_user' and k.count <= ${most}
   union all
  select case object when 'person' then 'people.changed' else 'saas-users.changed' end,
         case object when 'person' then ${typesSql(['person'])} else ${typesSql(['saas-user'])} end,
         jsonb_build_object('created', created, 'changed', changed, 'gone', gone, 'runId', public_id('run', of_run),
           'path', '/api/runs/' || public_id('run', of_run) || '/outcomes', 'actor', actor)
    from kind where count > ${most};`
}

function typesSql(nouns: readonly string[]): string {
  const types = nouns.flatMap((noun) => ['created', 'changed', 'gone'].map((verb) => `'${noun}.${verb}'`))
  return `array[${types.join(', ')}]`
}
