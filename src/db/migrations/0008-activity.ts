import type { Migration } from '../migration.ts'

/** Who did what (a chain of acts), and which answers a repeated request gets again. */
export const migration: Migration = {
  version: 8,
  name: 'activity',
  sql: `
create table act (
  -- Without a gap: each act is chained to the one before.
  number bigint primary key,
  -- Of the key that its MAC was made with.
  epoch integer not null,
  at timestamptz not null,
  -- How who acted came: socket, session, token, worker, nobody.
  way text not null,
  who_id text,
  who text not null,
  act text not null,
  -- On which thing, if on one: its noun, id and name.
  noun text,
  thing_id text,
  thing text,
  -- {"name": ["before", "after"], "secrets": []}; the latter only says that they changed. As text, for its MAC is of it.
  changes text,
  -- Of the plan that was released or applied.
  digest text,
  -- The entity tag that the thing has since.
  tag text,
  address text,
  agent text,
  request text,
  mac bytea not null
);
create index act_of_thing on act (noun, thing_id, number);
create index act_by_who on act (who, number);
create index act_by_time on act (at);

-- The number and MAC of the last act, signed: whoever cuts the end off cannot sign the act before it.
create table act_head (
  singleton boolean primary key default true check (singleton),
  number bigint not null default 0,
  mac bytea not null default '',
  signature bytea
);
insert into act_head default values;

-- What is left of acts that became too old: the number and MAC of the last of them, signed.
create table act_stub (
  singleton boolean primary key default true check (singleton),
  number bigint not null,
  mac bytea not null,
  signature bytea not null
);

create function refuse_act_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('muster.drops_acts', true) = 'on' then return old; end if;
  raise exception 'acts are only ever added' using errcode = 'integrity_constraint_violation';
end $$;
create trigger act_is_kept before update or delete on act for each row execute function refuse_act_change();
create trigger acts_are_kept before truncate on act for each statement execute function refuse_act_change();

create table repeatable (
  who text not null,
  key text not null,
  -- Of method, path and body.
  request_hash bytea not null,
  status integer not null,
  body text not null,
  tag text,
  made_at timestamptz not null default muster_now(),
  primary key (who, key)
);
create index repeatable_age on repeatable (made_at);
`,
}
