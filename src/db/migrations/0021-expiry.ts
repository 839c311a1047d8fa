import type { Migration } from '../migration.ts'

/** The last day on which a credential opens its vendor, as a person said; null where nobody knows one. */
export const migration: Migration = {
  version: 21,
  name: 'expiry',
  sql: 'alter table credential add column expires_on date;',
}
