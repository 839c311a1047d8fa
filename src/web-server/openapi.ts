import { z } from 'zod'
import type { Route } from '../kit/route.ts'
import { type FaultCode, faults } from '../lib/errors.ts'
import { isObject, type Json, type JsonObject } from '../lib/value.ts'
import { answerHeaders, headers, problemAnswers, problemResponses } from './api-answers.ts'
import { headersAsked, mayBeRepeated } from './asked-headers.ts'
import { contentTypes, xlsxType } from './content-types.ts'
import { exampleBody } from './example-body.ts'
import { guideText } from './guide.ts'

/** The page that describes the API (OpenAPI 3.1), made of the same values that the server reads. */
export function describeApi(routes: readonly Route[], version: string): JsonObject {
  const drawers = routes.map((route) => describeRoute(route))
  const paths = Object.groupBy(drawers, ({ path }) => path)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Muster',
      version,
      summary: 'The single source of truth for people and their SaaS accounts',
      description: guideText(),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The Muster that answers this' }],
    tags: [...new Set(routes.map(nounOf))].map((name) => ({ name })),
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, operations = []]) => [
        path,
        Object.fromEntries(operations.map(({ method, operation }) => [method, operation])),
      ]),
    ),
    components: {
      schemas: Object.assign({ Problem: problemSchema() }, ...drawers.map(({ schemas }) => schemas)),
      responses: problemResponses(),
      headers,
      securitySchemes,
    },
  }
}

function problemSchema(): JsonObject {
  // The keys of the table are its codes.
  const codes = Object.keys(faults) as FaultCode[]
  const problem = z.object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('What happened and the way out'),
    code: z.enum(codes),
    problems: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .describe('Everything that is wrong with the input, each at the name its sender gave it'),
  })
  return bare(z.toJSONSchema(problem))
}

interface Described {
  readonly path: string
  readonly method: Route['method']
  readonly operation: JsonObject
  /** What its schemas refer to. */
  readonly schemas: JsonObject
}

/** What is left out is taken for an empty object, where that says enough. */
const bodyAsked = (input: z.ZodType, schema: Json): JsonObject => ({
  required: !input.safeParse({}).success,
  content: { 'application/json': { schema, example: exampleBody(schemaOf(input, 'input')) } },
})

function describeRoute(route: Route): Described {
  const { method, path, summary, needs, params, query, input } = route
  const id = operationId(route)
  const body = hoisted(`${id}Input`, schemaOf(input, 'input'))
  const answer = hoisted(`${id}Output`, route.status === 204 ? {} : schemaOf(route.output, 'output'))
  const operation = {
    operationId: id,
    summary,
    tags: [nounOf(route)],
    ...endOf(route),
    ...securityOf(needs),
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query'), ...headersAsked(route)],
    ...(Object.keys(input.shape).length > 0 ? { requestBody: bodyAsked(input, body.schema) } : {}),
    responses: {
      [route.status]: {
        description: summary,
        headers: answerHeaders(
          ...(route.deprecated ? ['Deprecation', 'Sunset'] : []),
          ...(route.of ? ['ETag'] : []),
          ...(mayBeRepeated(route) ? ['Idempotent-Replayed'] : []),
        ),
        ...(route.status === 204
          ? {}
          : { content: Object.fromEntries(typesOf(route).map((type) => [type, { schema: answer.schema }])) }),
      },
      ...problemAnswers(route),
    },
  }
  const schemas = { ...body.definitions, ...answer.definitions }
  return { path: path.replace(/:(\w+)/g, '{$1}'), method, operation, schemas }
}

/** What its answer may be written in; a table is a workbook for whoever may choose. */
const typesOf = ({ form, query }: Route): readonly string[] =>
  form === 'table' && 'format' in query.shape ? [contentTypes.table, xlsxType] : [contentTypes[form]]

const securitySchemes = {
  token: { type: 'http', scheme: 'bearer', description: 'An API token: it may do what its rights say' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-muster',
    description:
      'The session of a browser; the cookie is called muster where there is no TLS. Requests other than GET need the header X-Muster: 1, too, and come from the same origin',
  },
}

function securityOf(needs: Route['needs']): JsonObject {
  if (needs === 'anyone') return { security: [] }
  if (needs === 'signed-in') return { security: [{ session: [] }] }
  const both = { security: [{ token: [] }, { session: [] }] }
  return needs === 'known' ? both : { ...both, 'x-needs': needs }
}

/** The noun that an operation belongs to: the first of its path. */
const nounOf = ({ path }: Route): string => path.split('/')[2]?.replace(/\..*/, '') ?? 'api'

function endOf({ deprecated }: Route): JsonObject {
  if (!deprecated) return {}
  const { since, sunset, instead } = deprecated
  return {
    deprecated: true,
    description: `Deprecated since ${since}; it may be gone from ${sunset}. ${instead}`,
  }
}

/** `get /api/people/:id/changes` → `getPeopleIdChanges`. */
function operationId({ method, path }: Route): string {
  const words = path.replace(/^\/api/, '').match(/\w+/g) ?? []
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function parametersOf(part: z.ZodObject, place: 'path' | 'query'): JsonObject[] {
  const { properties, required } = schemaOf(part, 'input')
  return Object.entries(isObject(properties) ? properties : {}).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || (Array.isArray(required) && required.includes(name)),
    schema,
  }))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  return bare(z.toJSONSchema(schema, { io }))
}

/** A schema is JSON; its dialect is that of OpenAPI 3.1 and need not be said. */
function bare(schema: object): JsonObject {
  const { $schema: _, ...rest } = JSON.parse(JSON.stringify(schema)) as JsonObject
  return rest
}

/** References inside a schema start at the root of the page, so what it refers to goes there, under its name. */
function hoisted(
  name: string,
  { $defs = {}, ...schema }: JsonObject,
): { schema: Json; definitions: JsonObject } {
  const moved = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(moved)
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === '$ref' && typeof inner === 'string'
          ? inner.replace(/^#\/\$defs\/_*/, `#/components/schemas/${name}_`)
          : moved(inner),
      ]),
    )
  }
  const definitions = Object.entries(isObject($defs) ? $defs : {}).map(([key, inner]) => [
    `${name}_${key.replace(/^_+/, '')}`,
    moved(inner),
  ])
  return { schema: moved(schema), definitions: Object.fromEntries(definitions) }
}
