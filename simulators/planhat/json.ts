/** What JSON can say; a property that is `undefined` is left out when it is written. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** Tells an object from every other value that `JSON.parse` can give. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses JSON text whose shape is checked by whoever reads it. */
export function parseJson(text: string): unknown {
  return JSON.parse(text)
}
