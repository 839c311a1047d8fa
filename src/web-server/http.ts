import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Ctx } from '../kit/ctx.ts'
import { type Actor, owner } from '../kit/rights.ts'
import type { Route } from '../kit/route.ts'
import { AppError, faults } from '../lib/errors.ts'
import { shorten } from '../lib/show.ts'
import { carryOut } from './carry-out.ts'
import type { Entrance } from './entrance.ts'
import { readJsonBody } from './json-body.ts'
import { faultOf, problemJson } from './problem.ts'
import { readInput } from './read-input.ts'

/** What a server is made of. */
export interface HttpParts {
  /** What actions may use; who acts is known by request. */
  readonly parts: Omit<Ctx, 'actor'>
  readonly routes: readonly Route[]
  readonly entrance: Entrance
}

const mebibyte = 1024 * 1024
const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
const retryAfterSeconds = 5
const nobody: Actor = { ...owner('nobody'), rights: new Set() }
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** A server that is not listening yet, with every route on it. */
export function openHttp({ parts, routes, entrance }: HttpParts): FastifyInstance {
  const sendProblem = problemSender(parts.log)
  const app = Fastify({
    genReqId: () => crypto.randomUUID(),
    bodyLimit: mebibyte,
    requestTimeout: 30_000,
    http: { headersTimeout: 10_000 },
    forceCloseConnections: 'idle',
    // What the URL parser refuses comes before any hook.
    frameworkErrors: sendProblem,
  })
  acceptOnlyJson(app)
  app.setErrorHandler(sendProblem)
  app.setNotFoundHandler(({ method, url }) => {
    throw new AppError('not.found', `There is nothing at ${method} ${shorten(url.replace(/\?.*/s, ''))}`)
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...always, 'x-request-id': request.id })
    entrance.guard(request.headers)
    if (request.url.includes('%00')) throw new AppError('request.unreadable')
  })
  for (const route of routes) mount(app, route, { parts, entrance })
  refuseOtherMethods(app, routes)
  return app
}

/** Fastify's own parsers are lenient about content types and depth. */
function acceptOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    readJsonBody(request.headers['content-type'], body),
  )
}

type Behind = Pick<HttpParts, 'parts' | 'entrance'>

function mount(app: FastifyInstance, route: Route, { parts, entrance }: Behind): void {
  checkRoute(route)
  app.route({
    method: route.method,
    url: route.path,
    // Before the body is read: who may not do this need not be listened to.
    onRequest: async ({ headers }) => admit(route, entrance.actor(headers)),
    handler: async (request, reply) => {
      const { params, query, body, headers } = request
      const actor = entrance.actor(headers) ?? nobody
      const log = parts.log.child({ request: request.id })
      const input = readInput(route, { params, query, body })
      return reply.code(route.status).send(await carryOut(route, { ...parts, log, actor }, input))
    },
  })
}

/** A route without a right is one nobody thought about: it may not open. */
function checkRoute({ method, path, needs, params, query, input }: Route): void {
  const name = `${method} ${path}`
  if (!needs) throw new Error(`${name} does not say which right it needs`)
  const names = [params, query, input].flatMap((part) => Object.keys(part.shape))
  const twice = names.find((key, at) => names.indexOf(key) !== at)
  if (twice !== undefined) throw new Error(`${name} takes "${twice}" from two places`)
}

function admit({ needs }: Route, actor: Actor | undefined): void {
  if (needs === 'anyone') return
  if (!actor) throw new AppError('not.signed-in')
  if (!actor.rights.has(needs)) throw new AppError('not.allowed', `This needs the right ${needs}`, { needs })
}

function refuseOtherMethods(app: FastifyInstance, routes: readonly Route[]): void {
  for (const url of new Set(routes.map(({ path }) => path))) {
    const known = routes.filter(({ path }) => path === url).map(({ method }) => method.toUpperCase())
    const allow = known.includes('GET') ? [...known, 'HEAD'] : known
    const method = methods.filter((one) => !allow.includes(one))
    app.route({
      method,
      url,
      handler: async (request, reply) => {
        reply.header('allow', allow.join(', '))
        throw new AppError('request.method', `${request.method} is not one of ${allow.join(', ')}`)
      },
    })
  }
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
    const answer = problemJson(fault)
    return reply.code(status).headers(always).type('application/problem+json').send(answer)
  }
}
