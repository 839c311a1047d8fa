import type { Migration } from '../migration.ts'

/** A run says from its beginning whether its records are people or devices; a trigger, so that nobody can forget it. */
export const migration: Migration = {
  version: 58,
  name: 'objects-of-runs',
  sql: `
alter table run add column object text not null default 'person' check (object in ('person', 'device'));
update run set object = 'device'
  from integration i where i.id = run.integration_id and i.selection in ('device', 'device_and_software');
update run set object = 'device' where edit->>'object' = 'device';

create function object_of_run() returns trigger language plpgsql as $$
begin
  new.object := case
    when new.undoes is not null then coalesce((select object from run where id = new.undoes), 'person')
    when new.edit is not null then coalesce(new.edit->>'object', 'person')
    when exists (select from integration i where i.id = new.integration_id and i.selection in ('device', 'device_and_software')) then 'device'
    when exists (select from jsonb_object_keys(new.orders) key where key like 'device.%') then 'device'
    else 'person' end;
  return new;
end $$;
create trigger run_object before insert on run for each row execute function object_of_run();
`,
}
