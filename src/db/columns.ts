import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { JsonObject } from '../lib/value.ts'

/** `jsonb`: arrives parsed, is written as text. */
export type Jsonb<T extends object | null = JsonObject> = JSONColumnType<T>
/** `timestamptz`: arrives as `Date`. */
export type TimeOrNone = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
export type MadeAt = ColumnType<Date, Date | string | undefined, Date | string>
/** `bigint` that a person could count to; our connections answer with a number. */
export type Counter = Generated<number>
