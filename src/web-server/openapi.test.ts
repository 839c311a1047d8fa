import { describe, expect, it } from 'vitest'
import { faults } from '../lib/errors.ts'
import { isObject, type Json, type JsonObject } from '../lib/value.ts'
import { contentTypes } from './content-types.ts'
import { describeApi } from './openapi.ts'
import { routes } from './routes.ts'

// What is sent is its JSON.
const page = JSON.parse(JSON.stringify(describeApi(routes, '1.2.3'))) as JsonObject

function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (isObject(inner) ? inner[key] : undefined), value)
}

/** Every value under this key, wherever it is. */
function every(key: string, value: Json): Json[] {
  if (Array.isArray(value)) return value.flatMap((item) => every(key, item))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...every(key, inner),
  ])
}

const operations = routes.map((route) => {
  const path = route.path.replace(/:(\w+)/g, '{$1}')
  return { name: `${route.method} ${path}`, route, operation: at(page, 'paths', path, route.method) }
})

const withBody = operations.filter(({ route }) => Object.keys(route.input.shape).length > 0)

const tokenOrSession = [{ token: [] }, { session: [] }]

describe('the description of the API', () => {
  it('is OpenAPI 3.1', () => {
    expect(page).toMatchObject({ openapi: '3.1.0', info: { title: 'Muster', version: '1.2.3' } })
  })

  it.each(operations)('has $name, with its answer and its problems', ({ route, operation }) => {
    expect(operation).toMatchObject({
      summary: route.summary,
      operationId: expect.stringMatching(/^[a-z]\w+$/),
    })
    const answer = at(operation, 'responses', String(route.status))
    expect(answer).toMatchObject({ description: expect.any(String) })
    const type = contentTypes[route.form]
    expect(at(answer, 'content', type, 'schema') !== undefined).toBe(route.status !== 204)
    expect(at(operation, 'responses', 'default')).toBeUndefined()
    for (const status of ['400', '403', '422', '429', '500', '503'])
      expect(at(operation, 'responses', status, '$ref')).toBe(`#/components/responses/Problem${status}`)
    const isRefused = route.needs !== 'anyone' || route.faults.some((code) => faults[code].status === 401)
    expect(at(operation, 'responses', '401') !== undefined).toBe(isRefused)
    const security =
      route.needs === 'anyone' ? [] : route.needs === 'signed-in' ? [{ session: [] }] : tokenOrSession
    expect(at(operation, 'security')).toEqual(security)
  })

  it.each(operations)('declares every parameter of $name', ({ route, operation }) => {
    const parameters = at(operation, 'parameters')
    const inPath = (route.path.match(/:\w+/g) ?? []).map((name) => ({
      name: name.slice(1),
      in: 'path',
      required: true,
    }))
    const inQuery = Object.keys(route.query.shape).map((name) => ({ name, in: 'query' }))
    const inHeaders = [
      ...(route.method === 'get' || route.needs === 'anyone' ? [] : ['Idempotency-Key']),
      ...(route.method === 'get' || !route.of ? [] : ['If-Match']),
    ].map((name) => ({ name, in: 'header' }))
    expect(parameters).toMatchObject([...inPath, ...inQuery, ...inHeaders])
    expect(at(operation, 'requestBody') !== undefined).toBe(Object.keys(route.input.shape).length > 0)
  })

  it('says nothing of what is not there', () => {
    const described = Object.values(page.paths ?? {}).flatMap((methods) => Object.keys(methods))
    expect(described).toHaveLength(routes.length)
  })

  it('calls no two operations by one name', () => {
    const ids = every('operationId', page)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('refers only to what is in it', () => {
    const references = every('$ref', page)
    expect(references.length).toBeGreaterThan(routes.length)
    const dangling = references.filter((reference) => {
      const [root, ...path] = String(reference).split('/')
      return root !== '#' || at(page, ...path) === undefined
    })
    expect(dangling).toEqual([])
  })

  it('wants a body only where there is something that has to be said', () => {
    const wanted = operations.filter(({ operation }) => at(operation, 'requestBody', 'required') === true)
    expect(wanted.map(({ name }) => name)).toContain('post /api/accounts')
    expect(wanted.map(({ name }) => name)).not.toContain('post /api/activity/verification')
    for (const { route } of wanted) expect(route.input.safeParse({}).success).toBe(false)
  })

  it.each(withBody)('shows a body of $name that its route takes', ({ operation, route }) => {
    const example = at(operation, 'requestBody', 'content', 'application/json', 'example')
    expect(route.input.safeParse(example).error?.issues ?? []).toEqual([])
    expect(isObject(example) && Object.keys(example).length).toBeGreaterThan(0)
  })

  it('accepts nothing unknown in a body, and shows no more than declared in an answer', () => {
    const name = '/api/credentials'
    const input = at(page, 'paths', name, 'post', 'requestBody', 'content', 'application/json', 'schema')
    expect(input).toMatchObject({ additionalProperties: false, required: ['connector', 'name', 'settings'] })
    const output = at(
      page,
      'paths',
      name,
      'post',
      'responses',
      '201',
      'content',
      'application/json',
      'schema',
    )
    expect(output).toMatchObject({ additionalProperties: false })
  })
})
