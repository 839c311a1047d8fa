import type { Migration } from '../migration.ts'

/** What no vendor tells of an application: what was bought at which price, until when, and who answers for it. */
export const migration: Migration = {
  version: 34,
  name: 'terms',
  sql: `
alter table saas_application
  add column seats integer check (seats >= 0),
  -- Of one seat in one period; only together with both.
  add column seat_price numeric(14, 4) check (seat_price >= 0),
  add column price_period text check (price_period in ('month', 'year')),
  add column currency text,
  add column renewal_date date,
  -- A person. Carries no foreign key, as everything that points into the directory.
  add column owner_id uuid,
  add column notes text,
  add constraint saas_application_price check (seat_price is null or (price_period is not null and currency is not null));
`,
}
