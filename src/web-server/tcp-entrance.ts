import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { whoHasSession } from '../features/sessions/actions.ts'
import { whoHasToken } from '../features/tokens/actions.ts'
import type { Ctx } from '../kit/ctx.ts'
import { AppError } from '../lib/errors.ts'
import type { Entrance } from './entrance.ts'
import { cookieOf } from './visit.ts'

/** How the TCP entrance is reached. */
export interface TcpSettings {
  /** Where people reach it, if that is not this machine: https://muster.example.com. */
  readonly publicOrigin: string | undefined
  readonly proxies: readonly string[]
  /** Whether passwords may cross a network in the clear, because somebody said so. */
  readonly insecure: boolean
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The entrance over TCP. Every program and every web page that reaches it can knock, so it wants a session or a
 * token, a host name that no other site can point at us (DNS rebinding), TLS from elsewhere, and no request that a
 * page of another origin makes.
 */
export function tcpEntrance(parts: Pick<Ctx, 'db'>, settings: TcpSettings): Entrance {
  return {
    proxies: settings.proxies,
    guard: (request) => {
      const own = ownUrl(request)
      checkHost(own, settings)
      checkSealed(request, own, settings)
      checkPage(request, own.origin)
      if (!/^(GET|HEAD|OPTIONS)$/.test(request.method) && request.headers.authorization === undefined)
        checkMeant(request)
    },
    actor: async (request) => {
      const { authorization } = request.headers
      const session = cookieOf(request, 'session')
      if (authorization !== undefined)
        return whoHasToken(parts, authorization.replace(/^Bearer +/i, ''), request.ip)
      return session === undefined ? undefined : whoHasSession(parts, session)
    },
  }
}

/** The address as the request says it. A host with a path or a user in it parses, too: what is not the same afterwards is refused. */
function ownUrl({ protocol, host }: FastifyRequest): URL {
  const url = URL.parse(`${protocol}://${host}`)
  if (url && url.href === `${protocol}://${url.host}/`) return url
  throw unknownHost()
}

function checkHost({ hostname, host }: URL, { publicOrigin, insecure }: TcpSettings): void {
  if (loopbackNames.has(hostname)) return
  if (publicOrigin !== undefined && new URL(publicOrigin).host === host) return
  // An address is no name that another site could point at us.
  if (insecure && isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return
  throw unknownHost()
}

const unknownHost = () =>
  new AppError(
    'not.allowed',
    'This server answers to localhost and to the host of MUSTER_ORIGIN (as in https://muster.example.com), and to no other name',
  )

function checkSealed(request: FastifyRequest, { protocol, hostname }: URL, { insecure }: TcpSettings): void {
  const isHere =
    loopbackNames.has(hostname) && /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '')
  if (protocol === 'https:' || insecure || isHere) return
  throw new AppError(
    'not.allowed',
    'From elsewhere, Muster is reached by https: put a proxy with TLS before it and name its address in MUSTER_PROXIES',
  )
}

/** A page of another origin may lead people here, and nothing else. */
function checkPage({ headers, method }: FastifyRequest, own: string): void {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers
  const isForeign = origin !== undefined && origin !== own
  const isVisit = method === 'GET' && mode === 'navigate'
  const isElsewhere = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (isForeign || (isElsewhere && !isVisit))
    throw new AppError('not.allowed', 'Pages of another origin may not ask this server')
}

/** What changes something by cookie was meant by a page of ours: another can neither set this header nor hide its origin. */
function checkMeant(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site, 'x-muster': mark } = request.headers
  const isProven = origin !== undefined || site === 'same-origin'
  if (mark === '1' && (isProven || cookieOf(request, 'session') === undefined)) return
  throw new AppError(
    'not.allowed',
    'Without a token, this needs the header X-Muster: 1 and an Origin of this server',
  )
}
