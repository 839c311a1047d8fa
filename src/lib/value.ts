/** What JSON can say. Vendors' records and our rows are made of it; nothing else travels. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/** A value, or `undefined` for *missing*: the vendor said nothing, which is not the same as empty. */
export type Value = Json | undefined

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
