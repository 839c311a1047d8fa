import type { Migration } from '../migration.ts'

/** Who threw a plan away, and why, where they said it. */
export const migration: Migration = {
  version: 97,
  name: 'reasons-of-rejections',
  sql: `alter table run add column rejected_by text, add column rejected_because text`,
}
