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
      description: rowText(inner),
    }
    return [row, ...schemaRows(inner, definitions, name, depth + 1)]
  })
}

/** What a property is, with what it is when left out and how much it may be. */
export function rowText(schema: Json): string {
  if (!isObject(schema)) return ''
  const { description, default: usual } = schema
  const parts = [
    typeof description === 'string' ? description : '',
    boundsText(schema),
    usual === undefined || isObject(usual) ? '' : `When left out: \`${JSON.stringify(usual)}\``,
  ]
  return parts.filter(Boolean).join('. ')
}

// What every number may be that JSON can hold is no news.
const isBound = (bound: Json | undefined): bound is number =>
  typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER

function boundsText({ minimum, maximum, minLength, maxLength, maxItems }: JsonObject): string {
  if (isBound(minimum) && isBound(maximum)) return `From ${minimum} to ${maximum}`
  if (isBound(maximum)) return `At most ${maximum}`
  if (isBound(minimum)) return `At least ${minimum}`
  if (isBound(maxItems)) return `At most ${maxItems} of them`
  if (!isBound(maxLength)) return ''
  return isBound(minLength) && minLength > 1
    ? `From ${minLength} to ${maxLength} characters`
    : `At most ${maxLength} characters`
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
