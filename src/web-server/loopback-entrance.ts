import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Actor } from '../kit/rights.ts'
import { AppError } from '../lib/errors.ts'
import type { Secret } from '../lib/secret.ts'
import type { Entrance } from './entrance.ts'

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The entrance over TCP on this machine. Every program and every web page open in a browser here can
 * knock at it, so it wants the token, a host name that no other site can point at us (DNS rebinding),
 * and no request that a page of another origin makes.
 */
export function loopbackEntrance(token: Secret, actor: Actor): Entrance {
  const expected = digest(`Bearer ${token.open()}`)
  return {
    guard: ({ host, origin }) => {
      const own = ownUrl(host)
      if (!own)
        throw new AppError(
          'not.allowed',
          'Ask for localhost or 127.0.0.1: this server answers to no other name',
        )
      if (origin !== undefined && origin !== own.origin)
        throw new AppError('not.allowed', 'Pages of another origin may not ask this server')
    },
    actor: ({ authorization }: IncomingHttpHeaders) =>
      authorization !== undefined && timingSafeEqual(digest(authorization), expected) ? actor : undefined,
  }
}

function ownUrl(host: string | undefined): URL | undefined {
  const url = URL.parse(`http://${host}`)
  // A host header with a path or a user in it parses, too: what is not the same afterwards is refused.
  return url && loopbackNames.has(url.hostname) && url.href === `http://${url.host}/` ? url : undefined
}

/** Digests have one length, so that comparing them tells nothing of the token's. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
