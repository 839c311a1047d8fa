import { busyReply } from '../rate-limit.ts'
import type { Family } from './fault.ts'

const window = 60_000

/** The vendor asks to slow down. */
export const busy: Family = {
  F1: {
    says: '429 without Retry-After',
    variants: {
      text: { answer: () => busyReply({ busyBody: 'text', retryAfter: 'absent' }, window) },
      json: { answer: () => busyReply({ busyBody: 'json', retryAfter: 'absent' }, window) },
      empty: { answer: () => busyReply({ busyBody: 'empty', retryAfter: 'absent' }, window) },
    },
  },
  F2: {
    says: '429 with Retry-After, sane or not',
    variants: {
      seconds: { answer: ({ amounts }) => asked('seconds', amounts.seconds) },
      date: { answer: ({ amounts }) => asked('date', amounts.seconds) },
      garbage: { answer: () => asked('garbage') },
      zero: { answer: () => asked('zero') },
      huge: { answer: () => asked('huge') },
    },
  },
}

function asked(retryAfter: 'seconds' | 'date' | 'garbage' | 'zero' | 'huge', seconds = 1) {
  return busyReply({ busyBody: 'text', retryAfter }, seconds * 1000)
}
