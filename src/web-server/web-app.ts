import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../lib/errors.ts'
import type { WebFile, WebFiles } from './web-files.ts'

const guarded = {
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

/**
 * Serves the web app at every address that is not the API's: its files, and its page for the addresses it draws itself, which
 * tells times in a zone.
 */
export function serveWebApp(app: FastifyInstance, web: WebFiles | undefined, zone: string): void {
  app.get('/*', (request, reply) => {
    const path = request.url.replace(/[?#].*/s, '')
    if (path === '/api' || path.startsWith('/api/')) return reply.callNotFound()
    reply.headers(guarded)
    const file = web?.files.get(path)
    if (file) return sendFile(file, request, reply)
    if (/\.\w+$/.test(path)) return reply.callNotFound()
    if (!web)
      throw new AppError(
        'not.found',
        'The web app was not built: run "npm run build", then start Muster again',
      )
    return sendPage(web.page.replaceAll('{{zone}}', zone), request, reply)
  })
}

function sendFile(file: WebFile, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { encoding, body } = encoded(file, headers['accept-encoding'] ?? '')
  if (encoding) reply.header('content-encoding', encoding)
  return reply
    .type(file.type)
    .header('vary', 'accept-encoding')
    .header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    .send(body)
}

function encoded({ body, br, gzip }: WebFile, accepted: string): { encoding?: string; body: Buffer } {
  if (br && /\bbr\b/.test(accepted)) return { encoding: 'br', body: br }
  if (gzip && /\bgzip\b/.test(accepted)) return { encoding: 'gzip', body: gzip }
  return { body }
}

function sendPage(page: string, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const nonce = randomBytes(16).toString('base64url')
  // Whether it is worth to ask who is signed in: a browser reports every refusal in its console.
  const session = /(^|;\s*)(__Host-)?muster=/.test(headers.cookie ?? '') ? 'kept' : 'none'
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', contentPolicy(nonce))
    .send(page.replaceAll('{{nonce}}', nonce).replaceAll('{{session}}', session))
}

/** Scripts only from our files; style elements only of ours, by nonce; style attributes, which Mantine sets, anywhere. */
const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
