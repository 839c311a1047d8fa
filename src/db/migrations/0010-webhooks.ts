import type { Migration } from '../migration.ts'
import { webhookEvents } from '../webhook-events.ts'

/** Webhooks, what they are to be told, and how it was delivered. */
export const migration: Migration = {
  version: 10,
  name: 'webhooks',
  sql: `
create table webhook (
  id uuid primary key default new_id(),
  name text not null,
  url text not null,
  -- The types of events it wants.
  events text[] not null check (events <> '{}'),
  sealed bytea not null,
  fingerprint text not null,
  -- The secret before, under which messages are signed as well until then.
  previous_sealed bytea,
  previous_until timestamptz,
  state text not null default 'active' check (state in ('active', 'paused')),
  -- Why it is paused; null: a person paused it without a word.
  paused_because text,
  -- Since when no message was taken; null: the last one was.
  failing_since timestamptz,
  -- When it was last asked to take one.
  tried_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index webhook_name on webhook (lower(name));

-- Written along with what it tells; its id is that of the message, however often it is sent.
create table webhook_event (
  id uuid primary key default new_id(),
  type text not null,
  -- Goes to webhooks that want any of these types; none: to whom it is given.
  wanted_by text[] not null,
  data jsonb not null,
  at timestamptz not null default now()
);
create index webhook_event_at on webhook_event (at);

create table webhook_delivery (
  id uuid primary key default new_id(),
  webhook_id uuid not null references webhook (id) on delete cascade,
  event_id uuid not null references webhook_event (id) on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  -- Tries since it was made or replayed.
  tries integer not null default 0,
  -- Not tried before.
  due_at timestamptz not null default muster_now(),
  -- Every try: [{"at", "status", "milliseconds", "fault", "answer"}].
  attempts jsonb not null default '[]',
  made_at timestamptz not null default now(),
  unique (webhook_id, event_id)
);
create index webhook_delivery_due on webhook_delivery (due_at) where state = 'waiting';
create index webhook_delivery_event on webhook_delivery (event_id);

-- A notice that is about no integration.
create unique index notice_open_apart on notice (reason) where closed_at is null and integration_id is null;
${webhookEvents}`,
}
