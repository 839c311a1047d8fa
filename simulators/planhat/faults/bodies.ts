import { jsonReply, type Reply, textReply } from '../reply.ts'
import type { Effect, Family } from './fault.ts'

const html = 'text/html; charset=utf-8'
const login = 'https://login.example.com/'
const loginPage = '<!doctype html><html><title>Sign in</title><body><form method="post"></form></body></html>'

/** The answer arrives, but it is not what it should be. */
export const bodies: Family = {
  F6: {
    says: 'a body that is not JSON any more',
    variants: {
      truncated: spoiled((body) => body.subarray(0, body.length >> 1)),
      'truncated-length': { reply: (reply) => ({ ...reply, wire: { kind: 'cut' } }) },
      malformed: spoiled((body) => replaced(body, /,|\]$/, ',,')),
      nan: spoiled((body) =>
        replaced(body, /":-?\d+(\.\d+)?|\]$/, (found) => (found === ']' ? 'NaN]' : '":NaN')),
      ),
      bom: spoiled((body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body])),
      'invalid-utf8': spoiled(withBadBytes),
      'trailing-garbage': spoiled((body) =>
        Buffer.concat([body, Buffer.from('\n<!-- served by proxy-3 -->')]),
      ),
    },
  },
  F7: {
    says: 'a page of HTML, JSON that says it is HTML, a redirect to a login page',
    variants: {
      'login-page': { answer: () => textReply(200, loginPage, html) },
      'html-type': { reply: (reply) => ({ ...reply, headers: { ...reply.headers, 'content-type': html } }) },
      redirect: {
        answer: ({ amounts }) => ({
          ...textReply(302, loginPage, html),
          headers: { 'content-type': html, location: amounts.host ?? login },
        }),
      },
    },
  },
  F8: {
    says: '200 with something that is no array',
    variants: {
      object: { answer: () => jsonReply(200, {}) },
      data: spoiled((body) => Buffer.from(`{"data":${body.toString()}}`)),
      null: { answer: () => jsonReply(200, null) },
      string: { answer: () => jsonReply(200, '') },
      error: { answer: () => jsonReply(200, { error: 'Internal error', status: 500 }) },
    },
  },
}

function spoiled(spoil: (body: Buffer) => Buffer): Effect {
  return { reply: (reply: Reply) => ({ ...reply, body: spoil(reply.body) }) }
}

function replaced(body: Buffer, pattern: RegExp, by: string | ((found: string) => string)): Buffer {
  const text = body.toString()
  return Buffer.from(typeof by === 'string' ? text.replace(pattern, by) : text.replace(pattern, by))
}

// Two bytes that no UTF-8 text has, inside the first text value, where a lax decoder would hide them.
function withBadBytes(body: Buffer): Buffer {
  const place = body.indexOf('":"') + 3
  return Buffer.concat([body.subarray(0, place), Buffer.from([0xc3, 0x28]), body.subarray(place)])
}
