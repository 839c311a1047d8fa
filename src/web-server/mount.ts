import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../kit/ctx.ts'
import { type Actor, owner } from '../kit/rights.ts'
import type { Route } from '../kit/route.ts'
import type { Events, Table } from '../kit/streamed-route.ts'
import { admit, lacks, mayAsk } from './admission.ts'
import type { Answer } from './asked.ts'
import { carryOut } from './carry-out.ts'
import type { Entrance } from './entrance.ts'
import type { SendEvents } from './events.ts'
import { sendLines } from './lines.ts'
import type { RateLimits } from './rate-limits.ts'
import { readInput } from './read-input.ts'
import type { NoteRefusal } from './refusals.ts'
import { sendTable } from './table.ts'
import { visitOf } from './visit.ts'

const nobody: Actor = { ...owner('nobody'), rights: new Set() }

/** What every route of a server has behind it. */
export interface Behind {
  /** What actions may use; who acts is known by request. */
  readonly parts: Omit<Ctx, 'actor' | 'visit'>
  readonly entrance: Entrance
  /** How often somebody may ask; undefined: as often as he likes. */
  readonly limits: RateLimits | undefined
  readonly noteRefusal: NoteRefusal
  readonly sendEvents: SendEvents
}

/** Puts a route on a server: who asks is known and admitted, what is asked is read, carried out and answered in its form. */
export function mount(app: FastifyInstance, route: Route, behind: Behind): void {
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
