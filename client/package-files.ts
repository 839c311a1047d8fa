import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { isObject, type Json, type JsonObject } from '../src/lib/value.ts'
import { nameOf, typeText } from './type-text.ts'

/** The files of the package `muster-client`, by name: made from the description of the API, with nothing to install. */
export async function packageFiles(description: JsonObject): Promise<Readonly<Record<string, string>>> {
  const operations = operationsOf(description)
  const runtime = await readFile(new URL('runtime.ts', import.meta.url), 'utf8')
  const version = isObject(description.info) ? String(description.info.version) : '0.0.0'
  return {
    'package.json': `${JSON.stringify(manifestOf(version), null, 2)}\n`,
    'README.md': await readFile(new URL('README.md', import.meta.url), 'utf8'),
    'runtime.js': stripTypeScriptTypes(runtime),
    'index.js': indexText(operations),
    'index.d.ts': declarations(operations, description),
  }
}

const manifestOf = (version: string) => ({
  name: 'muster-client',
  version,
  description: 'A typed client of the API of Muster',
  license: 'Apache-2.0',
  type: 'module',
  engines: { node: '>=20' },
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
  files: ['index.js', 'index.d.ts', 'runtime.js'],
})

interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly said: JsonObject
  readonly parameters: readonly JsonObject[]
}

function operationsOf({ paths }: JsonObject): Operation[] {
  return Object.entries(isObject(paths) ? paths : {}).flatMap(([path, methods]) =>
    Object.entries(isObject(methods) ? methods : {}).flatMap(([method, said]) => {
      if (!isObject(said)) return []
      const named = Array.isArray(said.parameters) ? said.parameters.filter(isObject) : []
      const parameters = named.filter((one) => one.in === 'path' || one.in === 'query')
      return [{ id: String(said.operationId), method, path, said, parameters }]
    }),
  )
}

function indexText(operations: readonly Operation[]): string {
  const lines = operations.map(({ id, method, path, parameters }) => {
    const query = parameters.filter((one) => one.in === 'query').map(({ name }) => name ?? '')
    return `  ${id}: ${JSON.stringify([method.toUpperCase(), path, query])},`
  })
  return `import { openCalls } from './runtime.js'
export { everyItem, MusterError } from './runtime.js'

const operations = {
${lines.join('\n')}
}

export const openMuster = (place) => openCalls(operations, place)
`
}

function declarations(operations: readonly Operation[], { components }: JsonObject): string {
  const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {}
  const types = Object.entries(schemas).map(
    ([name, schema]) => `export type ${nameOf(name)} = ${typeText(schema)}`,
  )
  const calls = operations.map((one) => {
    const input = inputText(one)
    const optional = /readonly "\w+":/.test(input) ? '' : '?'
    return `  /** ${String(one.said.summary)} */\n  ${one.id}(input${optional}: ${input}): Promise<${answerText(one.said)}>`
  })
  return `${types.join('\n')}

/** Every operation of the API. What goes into path, address and body is given as one object. */
export interface Muster {
${calls.join('\n')}
}

export interface Place { readonly origin: string; readonly token: string; readonly fetch?: typeof fetch }

export function openMuster(place: Place): Muster

export class MusterError extends Error {
  readonly status: number
  readonly code: string
  readonly problems: readonly { readonly field: string; readonly message: string }[]
}

export function everyItem<T, W extends object>(
  list: (wish: W & { cursor?: string }) => Promise<{ readonly items: readonly T[]; readonly next: string | null }>,
  wish: W,
): AsyncGenerator<T, void, undefined>
`
}

function inputText({ parameters, said }: Operation): string {
  const given = parameters.map(({ name, required, schema }) => {
    const mark = required === true ? '' : '?'
    return `readonly ${JSON.stringify(name)}${mark}: ${addressText(schema)}${mark && ' | undefined'}`
  })
  const body = schemaOf(said.requestBody)
  return [`{ ${given.join('; ')} }`, ...(body === undefined ? [] : [typeText(body)])].join(' & ')
}

/** Everything in an address is text, so a flag may be given as one. */
function addressText(schema: Json | undefined): string {
  const text = typeText(schema)
  return text === '"true" | "false"' ? `${text} | boolean` : text
}

function answerText({ responses }: JsonObject): string {
  const [good] = Object.entries(isObject(responses) ? responses : {}).filter(([status]) => status < '300')
  const schema = schemaOf(good?.[1])
  return schema === undefined ? 'void' : typeText(schema)
}

function schemaOf(said: Json | undefined): Json | undefined {
  const content = isObject(said) && isObject(said.content) ? said.content['application/json'] : undefined
  return isObject(content) ? content.schema : undefined
}
