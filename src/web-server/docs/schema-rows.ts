import { isObject, type Json, type JsonObject } from '../../lib/value.ts'

/** One property of a body or an answer, as the page shows it. */
export interface SchemaRow {
  /** With what it is in, as in `ledger.read` and `items[].id`. */
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  readonly description: string
}

const deepest = 4

/** The properties of a schema and of what is in it, in reading order. */
export function schemaRows(schema: Json, definitions: JsonObject, at = '', depth = 0): SchemaRow[] {
  const one = resolved(schema, definitions)
  if (!isObject(one) || depth > deepest) return []
  if (isObject(one.items)) return schemaRows(one.items, definitions, `${at}[]`, depth + 1)
  const { properties, required } = one
  if (!isObject(properties))
    return alternatives(one).flatMap((part) => schemaRows(part, definitions, at, depth + 1))
  return Object.entries(properties).flatMap(([key, inner]) => {
    const name = at === '' ? key : `${at}.${key}`
    const row = {
      name,
      type: typeText(inner, definitions),
      isRequired: Array.isArray(required) && required.includes(key),
      description: isObject(inner) && typeof inner.description === 'string' ? inner.description : '',
    }
    return [row, ...schemaRows(inner, definitions, name, depth + 1)]
  })
}

function alternatives({ anyOf, oneOf }: JsonObject): readonly Json[] {
  return [anyOf, oneOf].find((list) => Array.isArray(list)) ?? []
}

function resolved(schema: Json, definitions: JsonObject): Json {
  if (!isObject(schema) || typeof schema.$ref !== 'string') return schema
  return definitions[schema.$ref.replace('#/components/schemas/', '')] ?? {}
}

/** What a value looks like, in a few words. */
export function typeText(schema: Json, definitions: JsonObject, depth = 0): string {
  const one = resolved(schema, definitions)
  // A schema may be in itself, as that of JSON is.
  if (!isObject(one) || depth > deepest) return 'anything'
  const { type, format, items, enum: choices } = one
  if ('const' in one) return JSON.stringify(one.const)
  if (Array.isArray(choices)) return choices.map((choice: Json) => JSON.stringify(choice)).join(' | ')
  const some = alternatives(one)
  if (some.length > 0)
    return [...new Set(some.map((part) => typeText(part, definitions, depth + 1)))].join(' | ')
  if (type === 'array' && items !== undefined) return `list of ${typeText(items, definitions, depth + 1)}`
  if (Array.isArray(type)) return type.join(' | ')
  return [type, format && `(${String(format)})`].filter(Boolean).join(' ') || 'anything'
}
