import fc from 'fast-check'
import { isObject, type Json, type JsonObject } from '../../src/lib/value.ts'
import { valuesOf } from './api-values.ts'

/** A request of the API, and whether it has to be refused whatever is in it. */
export interface Request {
  readonly operation: Operation
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | undefined
  /** What is wrong with it; undefined: it may be right. */
  readonly flaw: string | undefined
}

/** An operation of the description. */
export interface Operation {
  /** As in `get /api/people/{id}`. */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly said: JsonObject
}

/** Every operation of a description. */
export function operationsOf({ paths }: JsonObject): readonly Operation[] {
  return Object.entries(isObject(paths) ? paths : {}).flatMap(([path, methods]) =>
    Object.entries(isObject(methods) ? methods : {}).flatMap(([method, said]) =>
      isObject(said) ? [{ name: `${method} ${path}`, method, path, said }] : [],
    ),
  )
}

/** What requests are made of. */
export interface Material {
  readonly description: JsonObject
  /** Ids that there are, by the noun of the path: `people`. */
  readonly ids: Readonly<Record<string, readonly string[]>>
}

const json = { 'content-type': 'application/json' }
const oddIds = ['missing', '..%2f..', '%20', '0', `per_${'0'.repeat(32)}`, 'a'.repeat(300), '%E2%80%AE']

/** Requests of one operation: half of them near what it takes, half of them with a flaw. */
export function requestsOf(operation: Operation, { description, ids }: Material): fc.Arbitrary<Request> {
  const definitions = schemasOf(description)
  const query = fewOf(queryOf(operation, definitions))
  const body = bodyOf(operation.said)
  const noun = operation.path.split('/')[2] ?? ''
  const id = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...(ids[noun] ?? oddIds)) },
    { weight: 1, arbitrary: fc.constantFrom(...oddIds) },
  )
  const near = fc
    .record({ id, query, value: body === undefined ? fc.constant(undefined) : valuesOf(body, definitions) })
    .map(
      ({ id, query, value }): Request => ({
        operation,
        url: `${operation.path.replace(/\{\w+\}/g, id)}${searchOf(query)}`,
        headers: value === undefined ? {} : json,
        payload: value === undefined ? undefined : JSON.stringify(value),
        flaw: undefined,
      }),
    )
  const flaws = body === undefined ? queryFlaws : [...queryFlaws, ...bodyFlaws]
  return fc.oneof(
    near,
    fc.tuple(near, fc.constantFrom(...flaws)).map(([request, flaw]) => flaw(request)),
  )
}

const schemasOf = ({ components }: JsonObject): JsonObject =>
  isObject(components) && isObject(components.schemas) ? components.schemas : {}

function queryOf({ said }: Operation, definitions: JsonObject): Record<string, fc.Arbitrary<Json>> {
  const parameters = Array.isArray(said.parameters) ? said.parameters.filter(isObject) : []
  const asked = parameters.filter((one) => one.in === 'query')
  return Object.fromEntries(
    asked.map(({ name, schema }) => [
      String(name),
      fc.oneof(valuesOf(schema, definitions), grammar(String(name))),
    ]),
  )
}

/** One of the parameters at most, but now and then all of them: of many, one is nearly always wrong. */
function fewOf(all: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<Record<string, Json | undefined>> {
  const single = Object.entries(all).map(([name, value]) => fc.record({ [name]: value }))
  return fc.oneof(fc.constant({}), ...single, fc.record(all, { requiredKeys: [] }))
}

/** Words of the grammar, so that some filters and sorts are good. */
function grammar(name: string): fc.Arbitrary<Json> {
  const fields = fc.constantFrom(
    'id',
    'name',
    'username',
    'email',
    'state',
    'createdAt',
    'role',
    'kind',
    'number',
    'x',
  )
  if (name === 'filter')
    return fc
      .tuple(
        fields,
        fc.constantFrom(
          'eq',
          'not eq',
          'gt',
          'in',
          'between',
          'empty',
          'contains',
          'before-days',
          'last-days',
        ),
        fc.constantFrom('"a"', '1', '(1, "b")', '', 'true', '2026-01-31', 'today', '(2026-01-31, today)'),
      )
      .map((words) => words.join(' '))
  return name === 'sort'
    ? fields.map((field) => `-${field}`)
    : name === 'fields'
      ? fields
      : fc.constant('true')
}

function searchOf(query: Readonly<Record<string, Json | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value).toWellFormed()]],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

function bodyOf({ requestBody }: JsonObject): Json | undefined {
  const content =
    isObject(requestBody) && isObject(requestBody.content)
      ? requestBody.content['application/json']
      : undefined
  return isObject(content) ? content.schema : undefined
}

type Flaw = (request: Request) => Request

const joined = (url: string, more: string) => `${url}${url.includes('?') ? '&' : '?'}${more}`
const queryFlaws: readonly Flaw[] = [
  (request) => ({ ...request, url: joined(request.url, 'unknown=1'), flaw: 'a parameter that is not known' }),
  (request) => ({ ...request, url: joined(request.url, '__proto__=1'), flaw: 'a parameter named __proto__' }),
  (request) => ({ ...request, url: joined(request.url, 'limit=1&limit=2'), flaw: 'a parameter twice' }),
  (request) => ({
    ...request,
    url: joined(request.url, 'filter%5Bx%5D=1'),
    flaw: 'a parameter with brackets',
  }),
  (request) => ({ ...request, url: joined(request.url, 'search=%00'), flaw: 'U+0000 in the address' }),
]
const withType =
  (type: string): Flaw =>
  (request) => ({ ...request, headers: { 'content-type': type }, flaw: `the type ${JSON.stringify(type)}` })
const withPayload =
  (payload: string, flaw: string): Flaw =>
  (request) => ({ ...request, headers: json, payload, flaw })
const bodyFlaws: readonly Flaw[] = [
  withType('application/json\ta'),
  withType(' application/jsonx'),
  withType('text/plain'),
  withType('application/x-www-form-urlencoded'),
  withPayload('[]', 'a list for an object'),
  withPayload('"text"', 'a text for an object'),
  withPayload('null', 'null for an object'),
  withPayload('{"a":', 'broken JSON'),
  withPayload('{"unknown":1}', 'a property that is not known'),
  withPayload('{"__proto__":{"isAdmin":true}}', 'a prototype'),
  withPayload(`{"name":${'['.repeat(500)}${']'.repeat(500)}}`, 'a deep body'),
  withPayload(JSON.stringify({ name: 'x'.repeat(1_100_000) }), 'a large body'),
]
