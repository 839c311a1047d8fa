import type { Pool } from 'pg'
import { canonicalDigest } from '../canonical-digest.ts'
import { type ListedRecord, type ListOptions, named, planhat } from './listed.ts'
import { planList, takeList } from './plans.ts'
import { readAccounts } from './tables.ts'

/** Two users, as Planhat lists them. */
export const ada: ListedRecord = { id: '1', row: named('ada'), active: true }
export const bob: ListedRecord = { id: '2', row: named('bob'), active: true }

/** Lists of Planhat in a database, and what they make of it. */
export const planhatLists = (database: { readonly pool: Pool }) => ({
  take: (records: readonly ListedRecord[], options: ListOptions = {}) =>
    takeList(database.pool, records, { application: planhat, ...options }),
  plan: (records: readonly ListedRecord[], options: ListOptions = {}) =>
    planList(database.pool, records, { application: planhat, ...options }),
  accounts: () => readAccounts(database.pool),
  digest: () => canonicalDigest(database.pool),
})
