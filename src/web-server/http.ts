import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import manifest from '../../package.json' with { type: 'json' }
import type { Ctx } from '../kit/ctx.ts'
import { type Actor, isRight, owner } from '../kit/rights.ts'
import type { Route } from '../kit/route.ts'
import type { Events, Table } from '../kit/streamed-route.ts'
import { wantRight } from '../kit/want-right.ts'
import { AppError, faults } from '../lib/errors.ts'
import type { Answer } from './asked.ts'
import { carryOut } from './carry-out.ts'
import { answerClientError } from './client-error.ts'
import { serveDocs } from './docs/serve-docs.ts'
import type { Entrance } from './entrance.ts'
import { eventSender, type SendEvents } from './events.ts'
import { readJsonBody } from './json-body.ts'
import { sendLines } from './lines.ts'
import { refuseUnknown } from './no-route.ts'
import { describeApi } from './openapi.ts'
import { faultOf, problemJson } from './problem.ts'
import type { RateLimits } from './rate-limits.ts'
import { readInput } from './read-input.ts'
import { type NoteRefusal, refusals } from './refusals.ts'
import { sendTable } from './table.ts'
import { visitOf } from './visit.ts'

/** What a server is made of. */
export interface HttpParts {
  /** What actions may use; who acts is known by request. */
  readonly parts: Omit<Ctx, 'actor' | 'visit'>
  readonly routes: readonly Route[]
  readonly entrance: Entrance
  /** How often somebody may ask; undefined: as often as he likes. */
  readonly limits?: RateLimits
}

const { version } = manifest
const mebibyte = 1024 * 1024
/** Of every answer of the API: it is data for who asked, and for nothing else. */
const always = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}
const yearLong = 'max-age=31536000'
const retryAfterSeconds = 5
const nobody: Actor = { ...owner('nobody'), rights: new Set() }

/** A server that is not listening yet, with every route on it. */
export function openHttp({ parts, routes, entrance, limits }: HttpParts): FastifyInstance {
  const sendProblem = problemSender(parts.log)
  const app = Fastify({
    genReqId: () => crypto.randomUUID(),
    bodyLimit: mebibyte,
    requestTimeout: 30_000,
    http: { headersTimeout: 10_000 },
    forceCloseConnections: 'idle',
    trustProxy: entrance.proxies.length > 0 ? [...entrance.proxies] : false,
    clientErrorHandler: answerClientError,
    // What the URL parser refuses comes before any hook.
    frameworkErrors: sendProblem,
  })
  // Refused without its body being read, like the others.
  app.addHttpMethod('QUERY', { overrideExisting: true })
  acceptOnlyJson(app)
  app.setErrorHandler(sendProblem)
  app.setNotFoundHandler(refuseUnknown(routes))
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...always, 'x-request-id': request.id })
    if (request.protocol === 'https') reply.header('strict-transport-security', yearLong)
    entrance.guard(request)
    if (request.url.includes('%00')) throw new AppError('request.unreadable')
  })
  serveDocs(app, () => describeApi(routes, version))
  const noteRefusal = refusals()
  const sendEvents = eventSender(app)
  for (const route of routes) mount(app, route, { parts, entrance, limits, noteRefusal, sendEvents })
  return app
}

/** Fastify's own parsers are lenient about content types and depth. */
function acceptOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    // Some say how the body is written that they do not have.
    body.length === 0 ? undefined : readJsonBody(request.headers['content-type'], body),
  )
}

type Behind = Pick<HttpParts, 'parts' | 'entrance'> & {
  readonly limits: RateLimits | undefined
  readonly noteRefusal: NoteRefusal
  readonly sendEvents: SendEvents
}

function mount(app: FastifyInstance, route: Route, behind: Behind): void {
  const { parts, entrance, limits, noteRefusal, sendEvents } = behind
  checkRoute(route)
  const actors = new WeakMap<FastifyRequest, Actor>()
  app.route({
    method: route.method,
    url: route.path,
    // Before the body is read: who may not do this need not be listened to.
    onRequest: async (request, reply) => {
      const actor = await entrance.actor(request)
      const counted = limits?.({ route, actor, address: request.ip })
      reply.headers({ ...counted?.headers, ...endOf(route) })
      // Whoever has to say first who they are is told that, however often they ask.
      if (counted?.refusal && (actor || route.needs === 'anyone')) throw counted.refusal
      if (actor && lacks(route, actor)) await noteRefusal({ ...parts, actor, visit: visitOf(request) }, route)
      admit(route, actor)
      if (actor) actors.set(request, actor)
    },
    handler: async (request, reply) => {
      const { params, query, body, headers } = request
      const actor = actors.get(request) ?? nobody
      const log = parts.log.child({ request: request.id })
      const input = readInput(route, { params, query, body })
      const visit = visitOf(request)
      const ctx = { ...parts, log, actor, visit }
      const key = headers['idempotency-key']?.toString()
      const stays = async () => mayAsk(route, await entrance.actor(request))
      const answer = await carryOut({ route, ctx, input, ifMatch: headers['if-match'], key })
      visit.leave(reply)
      const follow = (events: Events<unknown>) =>
        sendEvents(reply, { route, events, who: nameOf(actor), stays })
      return send(reply.code(route.status), { ...answer, route, follow })
    },
  })
}

interface Sending extends Answer {
  readonly route: Route
  /** Sends what goes on. */
  follow(events: Events<unknown>): FastifyReply
}

function send(reply: FastifyReply, { route, body, tag, isRepeated, follow }: Sending): FastifyReply {
  if (tag !== undefined) reply.header('etag', tag)
  if (isRepeated) reply.header('idempotent-replayed', 'true')
  switch (route.form) {
    case 'json':
      return reply.send(body)
    // Routes of these forms are made to answer so.
    case 'lines':
      return sendLines(reply, route, body as AsyncIterable<unknown>)
    case 'table':
      return sendTable(reply, body as Table)
    case 'events':
      return follow(body as Events<unknown>)
  }
}

/** A route without a right, or that writes and is no act, is one nobody thought about: it may not open. */
function checkRoute({ method, path, needs, act, of, params, query, input }: Route): void {
  const name = `${method} ${path}`
  if (!needs) throw new Error(`${name} does not say which right it needs`)
  if (method !== 'get' && act === undefined) throw new Error(`${name} does not say how activity calls it`)
  // Of an edit, activity tells what it changed; of one that changed nothing, nothing.
  if (act?.endsWith('.edited') && !of) throw new Error(`${name} does not say what it edits`)
  const names = [params, query, input].flatMap((part) => Object.keys(part.shape))
  const twice = names.find((key, at) => names.indexOf(key) !== at)
  if (twice !== undefined) throw new Error(`${name} takes "${twice}" from two places`)
}

/** What every answer of a route says that will go (RFC 9745, RFC 8594). */
function endOf({ deprecated }: Route): Readonly<Record<string, string>> {
  if (!deprecated) return {}
  const { since, sunset } = deprecated
  return {
    deprecation: `@${Date.parse(since) / 1000}`,
    sunset: new Date(sunset).toUTCString(),
    link: '</api/docs>; rel="deprecation"; type="text/html"',
  }
}

const nameOf = ({ way, name }: Actor): string => ('id' in way ? way.id : name)

/** Whether somebody would still be admitted. */
function mayAsk(route: Route, actor: Actor | undefined): boolean {
  try {
    admit(route, actor)
    return true
  } catch {
    return false
  }
}

const lacks = ({ needs }: Route, { rights }: Actor): boolean => isRight(needs) && !rights.has(needs)

function admit({ needs, proof }: Route, actor: Actor | undefined): void {
  if (needs === 'anyone') return
  if (!actor) throw new AppError('not.signed-in')
  const { way } = actor
  if (needs === 'signed-in' && way.kind !== 'session')
    throw new AppError('not.allowed', 'This is for an account that is signed in, about itself')
  if (needs !== 'signed-in' && needs !== 'known') wantRight(actor, needs)
  if (proof && way.kind === 'session' && !way.isConfirmed) throw new AppError('sign-in.confirm')
}

type SendProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply

function problemSender(log: Ctx['log']): SendProblem {
  return (error, request, reply) => {
    const fault = faultOf(error)
    const { status, retry } = faults[fault.code]
    if (status >= 500)
      log.error({ err: fault.cause ?? fault, code: fault.code, request: request.id }, 'a request failed')
    if (status === 401) reply.header('www-authenticate', 'Bearer')
    if (status === 503 && retry) reply.header('retry-after', retryAfterSeconds)
    if (typeof fault.detail.seconds === 'number') reply.header('retry-after', fault.detail.seconds)
    const answer = problemJson(fault)
    return reply.code(status).headers(always).type('application/problem+json').send(answer)
  }
}
