import type { Migration } from '../migration.ts'

/** What runs know of their own course: when they were applied, how far they came, what they could not find out. */
export const migration: Migration = {
  version: 6,
  name: 'firm-runs',
  sql: `
alter table run
  -- The directory's revision that its apply made: the order of applies. Ids are older, of a plan that waited.
  add column applied_revision bigint,
  -- How often it was taken up since it last came any further.
  add column vain_attempts integer not null default 0,
  -- Who is missing from its list was found out; whoever is known to be there after all is left out since.
  add column absent_known boolean not null default false,
  -- What could not be done as usual, for people.
  add column remarks text[] not null default '{}';

update run set vain_attempts = attempts;
update run set applied_revision = applied.place
  from (select id, row_number() over (order by finished_at, id) as place
          from run where state in ('succeeded', 'succeeded_with_failures')) applied
 where applied.id = run.id;

-- The vendor was asked for the record itself.
alter table absence add column asked boolean not null default false;

-- As before, but null for a zone that this PostgreSQL does not know (any more).
create or replace function next_due(schedule jsonb, after timestamptz) returns timestamptz language plpgsql stable as $$
begin
  return (select min(due) from due_around(schedule, after) as due where due > after);
exception when invalid_parameter_value then return null;
end $$;

create or replace function last_due(schedule jsonb, until timestamptz) returns timestamptz language plpgsql stable as $$
begin
  return (select max(due) from due_around(schedule, until) as due where due <= until);
exception when invalid_parameter_value then return null;
end $$;

-- Fewer where no more are known.
create or replace function due_from(schedule jsonb, first timestamptz, many int) returns setof timestamptz language sql stable as $$
  with recursive time (due, n) as (
    select first, 1 where first is not null
     union all
    select next_due(schedule, due), n + 1 from time where n < many and due is not null
  )
  select due from time where due is not null
$$;
`,
}
