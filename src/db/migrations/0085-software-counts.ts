import type { Migration } from '../migration.ts'

// Looked up in one table of those that are archived, however many rows there are.
const onThere = 'device_id not in (select id from device where archived_at is not null)'

/** What is installed on devices that are not archived, among rows of a table, each with the sign it counts with. */
const among = (rows: string, sign: number) =>
  `select ${sign} as sign, software_id, device_id, version from ${rows} where gone_at is null and ${onThere}`

/**
 * Adds up what came and went of each title. A device counts once, whatever sources and versions: `devices` says by how many its
 * number moved where `n` installations of one title (`p`) came or went.
 */
const countSql = (moved: string, devices: string) => `
  with moved as materialized (
    select software_id, device_id, version, sum(sign)::integer as n from (${moved}) s group by 1, 2, 3 having sum(sign) <> 0
  ), places as (
    select m.*, coalesce(v.places, 0) as before
      from (select software_id, version, sum(n)::integer as n from moved group by 1, 2) m
      left join software_version v using (software_id, version)
  ), kept as (
    insert into software_version as v (software_id, version, places)
    select software_id, version, n from places where n <> 0
        on conflict (software_id, version) do update set places = v.places + excluded.places
  ), counted as (
    select software_id, (before + n > 0)::integer - (before > 0)::integer as versions, 0 as devices from places
     union all
    select software_id, 0, ${devices}
      from (select software_id, device_id, sum(n)::integer as n from moved group by 1, 2 having sum(n) <> 0 order by 1, 2) p
  )
  update software s set versions = s.versions + c.versions, devices = s.devices + c.devices
    from (select software_id, sum(versions)::integer as versions, sum(devices)::integer as devices from counted group by 1) c
   where s.id = c.software_id and (c.versions <> 0 or c.devices <> 0)`

/** Of installations that were written: by how many there are now, and were before. */
const sinceWritten = `(
  select (count(*) > 0)::integer - (count(*) - p.n > 0)::integer from installation i
   where i.software_id = p.software_id and i.device_id = p.device_id and i.gone_at is null)`

// Each time planned anew: what is right for one row is not for a million.
const triggerSql = (table: string, event: string, tables: string, sql: string) => `
create function count_software_of_${table}_${event}() returns trigger language plpgsql as $$
begin
  execute $sql$ ${sql} $sql$;
  return null;
end $$;
create trigger ${table}_count_${event} after ${event} on ${table} referencing ${tables}
  for each statement execute function count_software_of_${table}_${event}();`

const archivedOrRestored = `
  select case when made.archived_at is null then 1 else -1 end as sign, i.software_id, i.device_id, i.version
    from made join was using (id) join installation i on i.device_id = made.id and i.gone_at is null
   where (made.archived_at is null) <> (was.archived_at is null)`

/**
 * On how many devices each title is, and in how many versions, kept by whoever writes installations: counted when asked for,
 * millions take seconds. What sources said of devices that are gone ends with them, so that it is not counted.
 */
export const migration: Migration = {
  version: 85,
  name: 'software-counts',
  sql: `
alter table software add column devices integer not null default 0, add column versions integer not null default 0;
create table software_version (
  software_id uuid,
  version text,
  places bigint not null,
  primary key (software_id, version)
);

update installation i set gone_at = greatest(i.made_at, r.gone_at)
  from (select source_id, object_id, max(gone_at) as gone_at from source_record
         group by source_id, object_id having every(gone_at is not null)) r
 where i.gone_at is null and r.source_id = i.source_id and r.object_id = i.device_id;

create function count_software() returns void language sql as $$
  delete from software_version;
  insert into software_version
  select software_id, version, count(*) from installation where gone_at is null and ${onThere} group by 1, 2;
  update software s
     set versions = (select count(*) from software_version v where v.software_id = s.id),
         -- Read from an index in the order of devices, each title by itself: sorted all together, millions take far longer.
         devices = (select count(distinct device_id) from installation i where i.software_id = s.id and i.gone_at is null and ${onThere});
$$;
select count_software();
${triggerSql('installation', 'insert', 'new table as made', countSql(among('made', 1), sinceWritten))}
${triggerSql('installation', 'update', 'old table as was new table as made', countSql(`${among('made', 1)} union all ${among('was', -1)}`, sinceWritten))}
${triggerSql('installation', 'delete', 'old table as was', countSql(among('was', -1), sinceWritten))}
${triggerSql('device', 'update', 'old table as was new table as made', countSql(archivedOrRestored, 'sign(n)::integer'))}

comment on column software.devices is 'On how many devices it is installed, of those that are there: not archived, and not gone at every vendor';
comment on column software.versions is 'In how many versions';
comment on table software_version is 'In how many places each version of a title is; kept by a trigger, so that nobody has to count';
comment on column software_version.software_id is 'The title';
comment on column software_version.version is 'Empty: the source does not say';
comment on column software_version.places is 'How many sources say so of devices that are there';
`,
}
