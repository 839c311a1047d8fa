import { type Reply, refusalReply, textReply } from '../reply.ts'
import type { Effect, Family } from './fault.ts'

const statuses = [500, 502, 503, 504]
const bodies = ['json', 'text', 'html', 'empty'] as const

/** The vendor's server, or the one in front of it, fails. */
export const brokenServer: Family = {
  F3: { says: '500, 502, 503 or 504 with any kind of body', variants: Object.fromEntries(everyVariant()) },
}

function everyVariant(): [string, Effect][] {
  return statuses.flatMap((status) =>
    bodies.map((body): [string, Effect] => [`${status}-${body}`, { answer: () => failure(status, body) }]),
  )
}

function failure(status: number, body: (typeof bodies)[number]): Reply {
  const words = 'Something went wrong'
  if (body !== 'html') return refusalReply(status, words, body, 0)
  return textReply(
    status,
    `<html><body><h1>${status}</h1><p>${words}</p></body></html>`,
    'text/html; charset=utf-8',
  )
}
