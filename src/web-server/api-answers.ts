import type { Route } from '../kit/route.ts'
import { type FaultCode, faults } from '../lib/errors.ts'
import type { JsonObject } from '../lib/value.ts'

/** The problems that a route can answer with, by status: what its place, its input and its work can bring about. */
export function problemAnswers(route: Route): JsonObject {
  return Object.fromEntries(
    statusesOf(route).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  )
}

function statusesOf({ method, path, query, needs, callsOut, faults: further, of }: Route): number[] {
  const namesThings = path.includes(':') || method !== 'get' || Object.keys(query.shape).length > 0
  const statuses = [
    // It cannot be read, may not be asked, has something unknown in it, or comes too often.
    400,
    403,
    422,
    429,
    431,
    // A bug of ours, a database that is down or whose disk is full.
    500,
    503,
    507,
    ...(needs === 'anyone' ? [] : [401]),
    ...(namesThings ? [404] : []),
    ...(method === 'get' ? [] : [409, 413, 415]),
    ...(callsOut ? [409, 502] : []),
    ...(method !== 'get' && of ? [412] : []),
    ...further.map((code) => faults[code].status),
  ]
  return [...new Set(statuses)].toSorted((a, b) => a - b)
}

const problemContent = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
}

/** Every problem there is, one answer for each status, with the codes it can have. */
export function problemResponses(): JsonObject {
  // The keys of the table are its codes.
  const byStatus = Object.groupBy(Object.keys(faults) as FaultCode[], (code) => faults[code].status)
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes = []]) => [
      `Problem${status}`,
      {
        description: codes.map((code) => `\`${code}\`: ${faults[code].text}`).join('; '),
        headers: answerHeaders(...(waits.has(Number(status)) ? ['Retry-After'] : [])),
        content: problemContent,
      },
    ]),
  )
}

/** Statuses that may say when to come again. */
const waits = new Set([409, 429, 503])

const text = { type: 'string' }

/** What answers say beside their bodies. */
export const headers: JsonObject = {
  'X-Request-Id': { description: 'The name of this request in the log', schema: text },
  RateLimit: {
    description: 'Of each limit, how many requests are left (`r`) and for how many seconds (`t`)',
    schema: text,
  },
  'RateLimit-Policy': {
    description: 'Each limit: so many requests (`q`) within so many seconds (`w`)',
    schema: text,
  },
  'Retry-After': { description: 'Come again after so many seconds', schema: { type: 'integer' } },
  Deprecation: { description: 'Since when it should not be used any more (RFC 9745)', schema: text },
  ETag: { description: 'Another one as soon as it is edited; for If-Match', schema: text },
  'Idempotent-Replayed': {
    description: '`true`: it was done before, and this is what was answered then',
    schema: text,
  },
  Sunset: { description: 'From when it may be gone (RFC 8594)', schema: text },
}

/** References to the headers that every answer may have, and to some more. */
export function answerHeaders(...more: readonly string[]): JsonObject {
  const names = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy', ...more]
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}
