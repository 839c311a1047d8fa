import { isObject, type JsonObject, type Value } from '../lib/value.ts'

/** Reads the value at a path such as `meta.items` from own properties only. */
export function readPath(record: JsonObject, path: string): Value {
  // Nearly every path is one name; the hot one is a record's id.
  if (!path.includes('.')) return ownValue(record, path)
  let value: Value = record
  for (const name of path.split('.')) {
    if (!isObject(value)) return undefined
    value = ownValue(value, name)
  }
  return value
}

function ownValue(record: JsonObject, name: string): Value {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
