import { isObject, type Json, type JsonObject } from '../src/lib/value.ts'

/** A schema of the description as a type of TypeScript. */
export function typeText(schema: Json | undefined): string {
  if (!isObject(schema)) return 'unknown'
  if (typeof schema.$ref === 'string') return nameOf(schema.$ref.replace('#/components/schemas/', ''))
  if ('const' in schema) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return union(schema.enum.map((choice: Json) => JSON.stringify(choice)))
  const branches = [schema.anyOf, schema.oneOf].find((list) => Array.isArray(list))
  if (Array.isArray(branches)) return union(branches.map((branch: Json) => typeText(branch)))
  const { type, items } = schema
  if (Array.isArray(type)) return union(type.map((one: Json) => typeText({ ...schema, type: one })))
  if (type === 'array') return `readonly (${typeText(items)})[]`
  if (type === 'object') return objectText(schema)
  return plain[String(type)] ?? 'unknown'
}

const plain: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

const union = (texts: readonly string[]): string => [...new Set(texts)].join(' | ')

/** The name of a schema as one of a type. */
export const nameOf = (name: string): string => name.replace(/\W/g, '_')

function objectText({ properties, required, additionalProperties }: JsonObject): string {
  const known = Object.entries(isObject(properties) ? properties : {})
  if (known.length === 0)
    return `{ readonly [key: string]: ${isObject(additionalProperties) ? typeText(additionalProperties) : 'unknown'} }`
  const lines = known.map(([key, inner]) => {
    const mark = Array.isArray(required) && required.includes(key) ? '' : '?'
    return `${commentOf(inner)}readonly ${JSON.stringify(key)}${mark}: ${typeText(inner)}${mark && ' | undefined'}`
  })
  return `{ ${lines.join('; ')} }`
}

function commentOf(schema: Json): string {
  const said = isObject(schema) && typeof schema.description === 'string' ? schema.description : ''
  return said === '' ? '' : `/** ${said.replaceAll('*/', '* /')} */ `
}
