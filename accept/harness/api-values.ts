import fc from 'fast-check'
import { isObject, type Json, type JsonObject } from '../../src/lib/value.ts'

type Values = fc.Arbitrary<Json>

const deepest = 5
const anything: Values = fc.jsonValue({ maxDepth: 2 }).map((value) => value as Json)
/** Texts that have broken something somewhere. */
const sharpTexts = [
  '',
  ' ',
  "'; drop table person; --",
  '%',
  '\\',
  '\u202etxt',
  '💥'.repeat(40),
  '../../etc/passwd',
  '{{7*7}}',
  '=1+1',
  '-1',
  '1e309',
  'null',
  'true',
  'per_00000000000000000000000000000000',
]
const texts = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom(...sharpTexts))
const times = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString())

/** Values that fit a schema of the description, near enough. */
export function valuesOf(schema: Json | undefined, definitions: JsonObject, depth = 0): Values {
  const one = resolved(schema, definitions)
  if (!isObject(one) || depth > deepest) return anything
  if ('const' in one) return fc.constant(one.const ?? null)
  if (Array.isArray(one.enum)) return fc.constantFrom(...one.enum)
  const branches = [one.anyOf, one.oneOf].find((list) => Array.isArray(list))
  if (Array.isArray(branches))
    return fc.oneof(...branches.map((branch: Json) => valuesOf(branch, definitions, depth + 1)))
  switch (one.type) {
    case 'string':
      return textsOf(one)
    case 'integer':
      return fc.integer(boundsOf(one))
    case 'number':
      return fc.double({ ...boundsOf(one), noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(valuesOf(one.items, definitions, depth + 1), { maxLength: 3 })
    case 'object':
      return objectsOf(one, definitions, depth)
    default:
      return anything
  }
}

function resolved(schema: Json | undefined, definitions: JsonObject): Json | undefined {
  if (!isObject(schema) || typeof schema.$ref !== 'string') return schema
  return definitions[schema.$ref.replace('#/components/schemas/', '')]
}

function textsOf({ format, minLength, maxLength }: JsonObject): Values {
  if (format === 'date-time') return times
  if (format === 'date') return times.map((time) => time.slice(0, 10))
  if (format === 'email') return fc.nat(999).map((at) => `user.${at}@example.com`)
  const least = typeof minLength === 'number' ? minLength : 0
  const most = Math.min(typeof maxLength === 'number' ? maxLength : 40, 40 + least)
  return fc.oneof(texts, fc.string({ minLength: Math.min(least, most), maxLength: most }))
}

function boundsOf({ minimum, maximum }: JsonObject): { min: number; max: number } {
  const min = typeof minimum === 'number' ? minimum : -10
  const max = typeof maximum === 'number' ? maximum : 1000
  return { min: Math.max(min, -1e6), max: Math.min(Math.max(max, min), 1e6) }
}

function objectsOf(
  { properties, required, additionalProperties }: JsonObject,
  definitions: JsonObject,
  depth: number,
): Values {
  const known = Object.entries(isObject(properties) ? properties : {})
  if (known.length === 0 && isObject(additionalProperties))
    return fc.dictionary(
      fc.string({ minLength: 1, maxLength: 8 }),
      valuesOf(additionalProperties, definitions, depth + 1),
      { maxKeys: 3 },
    )
  const model = Object.fromEntries(
    known.map(([key, inner]) => [key, valuesOf(inner, definitions, depth + 1)]),
  )
  const needed = Array.isArray(required) ? required.filter((key) => typeof key === 'string') : []
  return fc.record(model, { requiredKeys: needed })
}
