import { refusalReply, textReply } from '../reply.ts'
import type { Family } from './fault.ts'

const refused = () => refusalReply(401, 'Unauthorized', 'json', 0)

/** The door is closed, or another one. */
export const access: Family = {
  F11: {
    says: 'the token is revoked, loses its permission, or is paused while the fault lasts',
    variants: {
      revoked: { before: ({ acts }) => acts.revoke({ how: 'remove' }) },
      forbidden: { before: ({ acts }) => acts.revoke({ how: 'forbid' }) },
      paused: { answer: refused },
    },
  },
  F21: { says: 'the wrong cluster: 401 to everything', variants: { refused: { answer: refused } } },
  F22: {
    says: 'redirects: from http to https, and to another host',
    variants: {
      'to-https': {
        answer: ({ amounts, path }) => moved(`${amounts.host ?? 'https://api.example.com'}${path}`),
      },
      'other-host': {
        answer: ({ amounts, path }) => moved(`${amounts.host ?? 'https://api-other.example.net'}${path}`),
      },
    },
  },
}

function moved(location: string) {
  const reply = textReply(301, 'Moved Permanently')
  return { ...reply, headers: { ...reply.headers, location } }
}
