import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import manifest from '../../package.json' with { type: 'json' }
import type { Ctx } from '../kit/ctx.ts'
import type { Route } from '../kit/route.ts'
import { AppError, faults } from '../lib/errors.ts'
import { answerClientError } from './client-error.ts'
import { serveDocs } from './docs/serve-docs.ts'
import { eventSender } from './events.ts'
import { readJsonBody } from './json-body.ts'
import { type Behind, mount } from './mount.ts'
import { refuseUnknown } from './no-route.ts'
import { describeApi } from './openapi.ts'
import { faultOf, problemJson } from './problem.ts'
import { refusals } from './refusals.ts'

/** What a server is made of. */
export interface HttpParts extends Pick<Behind, 'parts' | 'entrance'>, Partial<Pick<Behind, 'limits'>> {
  readonly routes: readonly Route[]
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
    if (request.url.includes('%00'))
      throw new AppError('request.unreadable', 'The address has the character U+0000, which cannot be kept')
  })
  serveDocs(app, () => describeApi(routes, version))
  const behind = { parts, entrance, limits, noteRefusal: refusals(), sendEvents: eventSender(app) }
  for (const route of routes) mount(app, route, behind)
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
