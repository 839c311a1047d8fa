import { dueTimes } from '../due-times.ts'
import type { Migration } from '../migration.ts'

/** What makes runs trustworthy: brakes, absences, what was before (for undo), schedules, notices. */
export const migration: Migration = {
  version: 5,
  name: 'trust',
  sql: `
-- load: from the vendor. replay: the same from stored records, under a changed configuration. undo: takes a run back.
alter table run
  -- Cancelling ends a run at once.
  drop column cancel_asked,
  add column kind text not null default 'load' check (kind in ('load', 'replay', 'undo')),
  add column undoes uuid,
  -- When its schedule wanted it; null: somebody asked for it.
  add column due_at timestamptz,
  -- How often it was taken up.
  add column attempts integer not null default 0,
  -- The list was read to its end; what is left needs no vendor.
  add column list_complete boolean not null default false,
  -- Source records that the list no longer has; beside the ledger, because they are in no list.
  add column gone integer not null default 0,
  -- People whom an undo archives or restores; they are among the updated.
  add column archived integer not null default 0,
  add column restored integer not null default 0,
  -- How many its plan deactivates: what the brake over a whole day adds up.
  add column deactivations integer not null default 0,
  -- Every brake that the plan trips: [{"brake", "message", "count", "of", "limit", "samples"}].
  add column brakes jsonb not null default '[]',
  -- Of the configuration under which its plan was made.
  add column fingerprint text,
  add column released_by text,
  add column released_at timestamptz,
  -- Its outcomes and pages, and what it staged that nobody points to, were dropped because of their age.
  add column pruned_at timestamptz,
  -- Who has to know how it ended was told.
  add column told_at timestamptz;
create index run_unpruned on run (finished_at) where pruned_at is null;

update run set told_at = now() where finished_at is not null;
create index run_untold on run (integration_id) where told_at is null and finished_at is not null;

create index run_undoes on run (undoes) where undoes is not null;

-- Plans that wait for a person, and may have waited too long.
create index run_waiting on run (finished_at) where state in ('previewed', 'held');

alter table integration
  -- What becomes of the account of somebody whom the vendor no longer lists.
  add column absent text not null default 'mark' check (absent in ('mark', 'deactivate', 'leave')),
  -- Brakes that are set other than usual: {"deactivations": {"percent": 20}}.
  add column limits jsonb not null default '{}',
  -- Null: not chosen; the launch takes the usual one.
  add column schedule jsonb,
  -- Null: none is to come.
  add column next_due_at timestamptz,
  -- Whom to tell, by e-mail.
  add column contacts text[] not null default '{}',
  -- Why the next run stops at its plan, whoever asks for it.
  add column plan_only text,
  add column paused_because text,
  -- A change of configuration that waits for its replayed plan to be seen.
  add column proposal jsonb,
  -- The fingerprint of the configuration under which a plan was last applied: another one was not seen by anybody.
  add column seen_fingerprint text,
  -- Scheduled runs that failed since one last worked, and when the first of them did.
  add column failures integer not null default 0,
  add column failing_since timestamptz;
create index integration_due on integration (next_due_at) where state = 'active';
-- What was launched before there were schedules goes on running only when somebody asks.
update integration set schedule = '{"every": "off"}' where state <> 'draft';

alter table source_record
  -- Which run first heard of it: before that run there was none, and no row in source_before need say so.
  add column made_by uuid,
  -- Confirmed: the vendor lists it no more.
  add column gone_at timestamptz,
  -- Missing in a complete list, not yet confirmed.
  add column absent_since timestamptz,
  -- Listed, but left out by the conditions now.
  add column out_of_scope_at timestamptz;

alter table saas_user
  add column gone_at timestamptz,
  -- Its last integration was deleted.
  add column unmaintained_at timestamptz;

alter table source
  -- Whose SaaS users it loads; null: people only.
  add column application_id uuid,
  -- Its integration was deleted: it says no more.
  add column ended_at timestamptz;
-- Applications go by the name of a connector, which until now is its id in another case.
update source s set application_id = a.id
  from integration i join saas_application a on lower(a.vendor) = i.connector and a.instance = i.instance
 where i.id = s.id and i.selection = 'user_and_saas_user';
update source s set ended_at = now()
 where kind = 'integration' and not exists (select from integration i where i.id = s.id);

-- The few records that are not simply listed, so that nobody has to search for them.
create index source_record_unlisted on source_record (source_id)
  where gone_at is not null or absent_since is not null or out_of_scope_at is not null;

-- Who was missing from the complete list of a run.
create table absence (
  run_id uuid not null,
  vendor_id text not null,
  -- The vendor says the same when asked for the record itself, or it was missing an hour ago already.
  confirmed boolean not null,
  primary key (run_id, vendor_id)
);

-- A source record as it was before a run changed it; null: there was none, of one that is not made_by the run.
create table source_before (
  run_id uuid not null,
  vendor_id text not null,
  record jsonb,
  primary key (run_id, vendor_id)
);

alter table outcome drop constraint outcome_kind_check,
  add constraint outcome_kind_check check (kind in
    ('created', 'updated', 'unchanged', 'skipped', 'failed', 'held', 'gone', 'archived', 'restored'));

alter table change drop constraint change_kind_check,
  add constraint change_kind_check check (kind in ('created', 'updated', 'archived', 'restored'));

-- What a run changed stands together: so small an index finds it among years of history.
create index change_run on change using brin (run_id) with (pages_per_range = 32, autosummarize = on);

-- One row for each time that a schedule wanted a run: two schedulers cannot both have it.
create table due (
  integration_id uuid not null,
  due_at timestamptz not null,
  -- Null: another run of the integration was under way.
  run_id uuid,
  made_at timestamptz not null default now(),
  -- How the run ended was noted at its integration.
  settled boolean not null default false,
  primary key (integration_id, due_at)
);
create index due_unsettled on due (run_id) where not settled;
${dueTimes}
create table notice (
  id uuid primary key default new_id(),
  integration_id uuid,
  run_id uuid,
  -- What it is about: one open notice of a reason per integration.
  reason text not null,
  message text not null,
  made_at timestamptz not null default now(),
  -- Null: nobody is to be told by e-mail, or it was not sent yet.
  mailed_at timestamptz,
  mail_fault text,
  mail_tries integer not null default 0,
  -- Not tried again before.
  mail_after timestamptz not null default now(),
  -- The reason is no more.
  closed_at timestamptz,
  seen_at timestamptz
);
create unique index notice_open on notice (integration_id, reason) where closed_at is null;
`,
}
