import type { Migration } from '../migration.ts'
import { tellings, toldChanges } from '../told-changes.ts'

/** Devices and the software on them: what asset integrations load. Like people, they carry no foreign keys. */
export const migration: Migration = {
  version: 37,
  name: 'devices',
  sql: `
alter table field drop constraint field_object_check,
  add constraint field_object_check check (object in ('person', 'device'));
alter table change drop constraint change_object_check,
  add constraint change_object_check check (object in ('person', 'saas_user', 'device'));
alter table integration drop constraint integration_selection_check,
  add constraint integration_selection_check
    check (selection in ('user', 'user_and_saas_user', 'device', 'device_and_software'));

-- A browser in which somebody signed in before; a device is hardware from here on.
alter table device rename to known_browser;
alter index device_account rename to known_browser_account;
alter index device_pkey rename to known_browser_pkey;

create table device (
  id uuid primary key default new_id(),
  name text not null,
  serial_number text,
  serial_number_key text generated always as (lower(serial_number)) stored,
  asset_tag text,
  asset_tag_key text generated always as (lower(asset_tag)) stored,
  kind text,
  status text,
  manufacturer text,
  model text,
  os text,
  os_version text,
  -- Whose it is, as sources say it: the username or e-mail address of a person, who is found when it is read.
  owner text,
  owner_key text generated always as (lower(owner)) stored,
  last_seen timestamptz,
  location text,
  purchase_date date,
  warranty_until date,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint device_serial_number_unique unique (serial_number_key) deferrable initially deferred,
  constraint device_asset_tag_unique unique (asset_tag_key) deferrable initially deferred
);
create index device_owner on device (owner_key) where owner_key is not null;

insert into field (object, key, label, type, is_unique, mandatory, options, core) values
  ('device', 'name', 'Name', 'text', false, true, '{}', true),
  ('device', 'serial_number', 'Serial number', 'text', true, false, '{}', true),
  ('device', 'asset_tag', 'Asset tag', 'text', true, false, '{}', true),
  ('device', 'kind', 'Kind', 'choice', false, false, '{laptop,desktop,server,phone,tablet,virtual machine,other}', true),
  ('device', 'status', 'Status', 'choice', false, false, '{in use,in stock,in repair,lost,retired}', true),
  ('device', 'manufacturer', 'Manufacturer', 'text', false, false, '{}', true),
  ('device', 'model', 'Model', 'text', false, false, '{}', true),
  ('device', 'os', 'Operating system', 'text', false, false, '{}', true),
  ('device', 'os_version', 'OS version', 'text', false, false, '{}', true),
  ('device', 'owner', 'Owner', 'text', false, false, '{}', true),
  ('device', 'last_seen', 'Last seen', 'datetime', false, false, '{}', true),
  ('device', 'location', 'Location', 'text', false, false, '{}', true),
  ('device', 'purchase_date', 'Purchase date', 'date', false, false, '{}', true),
  ('device', 'warranty_until', 'Warranty until', 'date', false, false, '{}', true);

-- A title, whatever its version.
create table software (
  id uuid primary key default new_id(),
  name text not null,
  -- Empty: nobody says.
  publisher text not null default '',
  created_at timestamptz not null default now(),
  unique (name, publisher)
);

-- What a source says is on a device. One that is no longer there stays, marked with the run that missed it.
create table installation (
  device_id uuid not null,
  source_id uuid not null,
  software_id uuid not null,
  -- Empty: the source does not say.
  version text not null default '',
  run_id uuid not null,
  made_at timestamptz not null default now(),
  gone_at timestamptz,
  gone_run_id uuid,
  primary key (device_id, source_id, software_id, version)
);
create index installation_software on installation (software_id, version);
create index installation_run on installation using brin (run_id) with (pages_per_range = 32, autosummarize = on);

-- Of a device: [[name, version, publisher]]; null: its software is not asked for.
alter table staged add column software jsonb;
-- What changes of it: {"installed": 3, "removed": 1}.
alter table outcome add column software jsonb;
${toldChanges(tellings)}
`,
}
