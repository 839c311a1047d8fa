import { isObject, type Json, type JsonObject } from '../lib/value.ts'

/** What a body may look like: everything that is needed or, where nothing is, the first that can be said. */
export function exampleBody(schema: JsonObject): Json {
  return exampleOf('', schema)
}

function exampleOf(name: string, schema: Json | undefined): Json {
  if (!isObject(schema)) return null
  const { const: only, default: usual, enum: choices, anyOf, oneOf } = schema
  if (only !== undefined) return only
  if (Array.isArray(choices)) return choices[0] ?? null
  const [way] = [anyOf, oneOf].find((ways) => Array.isArray(ways)) ?? []
  if (way !== undefined) return exampleOf(name, way)
  if (usual !== undefined && !isObject(usual)) return usual
  return exampleByType(name, schema)
}

function exampleByType(name: string, schema: JsonObject): Json {
  // What may also be null says so beside its type.
  switch ([schema.type].flat()[0]) {
    case 'object':
      return exampleObject(schema)
    case 'array':
      return [exampleOf(singular[name] ?? name, schema.items)]
    case 'integer':
    case 'number':
      return typeof schema.minimum === 'number' ? Math.max(schema.minimum, 1) : 1
    case 'boolean':
      return true
    case 'string':
      return exampleText(name, schema)
    default:
      return name === 'value' ? 'Sales' : {}
  }
}

function exampleObject({ properties, required, propertyNames, additionalProperties }: JsonObject): Json {
  if (!isObject(properties)) {
    const key =
      isObject(propertyNames) && typeof propertyNames.pattern === 'string' ? 'custom.badge' : undefined
    return key === undefined ? {} : { [key]: exampleOf(key, additionalProperties) }
  }
  const needed = Array.isArray(required) ? required : []
  const names = Object.keys(properties)
  const shown = needed.length > 0 ? names.filter((name) => needed.includes(name)) : names.slice(0, 1)
  return Object.fromEntries(shown.map((name) => [name, exampleOf(name, properties[name])]))
}

const singular: Readonly<Record<string, string>> = {
  rights: 'right',
  contacts: 'email',
  hiddenFields: 'field',
}

const byFormat: Readonly<Record<string, string>> = {
  email: 'ada@example.com',
  date: '2027-01-31',
  'date-time': '2027-01-31T09:00:00Z',
  uri: 'https://example.com/hooks',
}

/** What texts of a name usually say. */
const byName: Readonly<Record<string, string>> = {
  name: 'Planhat',
  label: 'Badge number',
  connector: 'planhat',
  load: 'users',
  field: 'email',
  target: 'email',
  right: 'people:read',
  role: 'viewer',
  email: 'ada@example.com',
  issuer: 'https://login.example.com',
  zone: 'Europe/Berlin',
  at: '02:30',
  expression: 'profile.title ?? "none"',
  filter: 'department eq "Sales"',
  key: 'badge_number',
}

function exampleText(name: string, { format, minLength }: JsonObject): string {
  const usual = byName[name] ?? (typeof format === 'string' ? byFormat[format] : undefined) ?? '…'
  return typeof minLength === 'number' ? usual.padEnd(minLength, '…') : usual
}
