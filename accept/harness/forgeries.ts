import type { Received } from '../../test/webhook-receiver.ts'
import type { Dice } from './dice.ts'

/** Spoils a message so that it is no longer the one that was signed. */
type Forgery = (message: Received, dice: Dice) => Received

const withHeader =
  (name: string, change: (value: string, dice: Dice) => string): Forgery =>
  ({ headers, body }, dice) => ({
    body,
    headers: { ...headers, [name]: change(String(headers[name]), dice) },
  })

/** Another letter in one place. */
function another(text: string, dice: Dice): string {
  const at = dice.whole(text.length)
  const letter = text.charCodeAt(at) === 65 ? 'B' : 'A'
  return text.slice(0, at) + letter + text.slice(at + 1)
}

const signature = 'webhook-signature'

export const forgeries: readonly [Forgery, ...Forgery[]] = [
  withHeader(signature, another),
  withHeader('webhook-id', another),
  withHeader('webhook-id', (id) => `${id}0`),
  withHeader('webhook-timestamp', (time, dice) => String(Number(time) + 1 + dice.whole(200))),
  withHeader('webhook-timestamp', (time) => ` ${time}`),
  withHeader(signature, (text, dice) => text.slice(0, dice.whole(text.length))),
  withHeader(signature, (text) => text.replace('v1,', 'v2,')),
  withHeader(signature, (text) => text.replace('v1,', '')),
  withHeader(signature, (text) => text.replace('=', '')),
  withHeader(signature, () => ''),
  withHeader(signature, (_, dice) => `v1,${Buffer.alloc(32, dice.whole(256)).toString('base64')}`),
  ({ headers, body }, dice) => ({ headers, body: another(body, dice) }),
  ({ headers, body }) => ({ headers, body: `${body} ` }),
  ({ headers }) => ({ headers, body: '' }),
  ({ headers, body }, dice) => {
    const name = dice.pick([signature, 'webhook-id', 'webhook-timestamp'])
    return { body, headers: { ...headers, [name]: undefined } }
  },
]
