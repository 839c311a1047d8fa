import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Cookie, Visit } from '../kit/visit.ts'

/** A visit, and what is left of it in the answer, once that is known to be good. */
export interface OpenVisit extends Visit {
  leave(reply: FastifyReply): void
}

const names: Readonly<Record<Cookie, string>> = {
  session: 'muster',
  device: 'muster-device',
  flight: 'muster-flight',
}

/** Reads of a request where it comes from. */
export function visitOf(request: FastifyRequest): OpenVisit {
  const left: [string, string][] = []
  return {
    request: request.id,
    address: request.ip ?? '',
    agent: request.headers['user-agent'] ?? '',
    kept: (cookie) => cookieOf(request, cookie),
    keep: (cookie, value, seconds) =>
      left.push(['set-cookie', setCookie(request, cookie, { value, seconds })]),
    say: (header, value) => left.push([header, value]),
    leave: (reply) => {
      // Of cookies, each is a header of its own.
      for (const [name, value] of left) reply.header(name, value)
    },
  }
}

/** Whether the way to the browser is sealed, as far as we or a named proxy can tell. */
const isSealed = (request: FastifyRequest): boolean => request.protocol === 'https'

/** `__Host-` keeps other hosts of a domain from setting it; browsers take that only over TLS. */
const nameOf = (request: FastifyRequest, cookie: Cookie): string =>
  `${isSealed(request) ? '__Host-' : ''}${names[cookie]}`

/** What the browser keeps under a name; undefined also when it says two things. */
export function cookieOf(request: FastifyRequest, cookie: Cookie): string | undefined {
  const begin = `${nameOf(request, cookie)}=`
  const said = (request.headers.cookie ?? '').split(/; */).filter((part) => part.startsWith(begin))
  const value = said.length === 1 ? said[0]?.slice(begin.length) : undefined
  return value !== undefined && /^[\w.-]{1,4000}$/.test(value) ? value : undefined
}

interface Kept {
  readonly value: string | undefined
  readonly seconds: number | undefined
}

function setCookie(request: FastifyRequest, cookie: Cookie, { value, seconds }: Kept): string {
  const age = value === undefined ? 0 : seconds
  const parts = [
    `${nameOf(request, cookie)}=${value ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(isSealed(request) ? ['Secure'] : []),
    ...(age === undefined ? [] : [`Max-Age=${age}`]),
  ]
  return parts.join('; ')
}
