import type { Route } from '../kit/route.ts'
import type { JsonObject } from '../lib/value.ts'

/** Whether a route takes an `Idempotency-Key`: who asks has to be known, for it is their key. */
export const mayBeRepeated = ({ method, needs }: Route): boolean => method !== 'get' && needs !== 'anyone'

/** What a request can say beside its path and its body. */
export function headersAsked(route: Route): JsonObject[] {
  return [
    ...(mayBeRepeated(route) ? [header('Idempotency-Key', idempotencyKey, keyPattern)] : []),
    ...(route.method !== 'get' && route.of ? [header('If-Match', ifMatch)] : []),
  ]
}

/** What an `Idempotency-Key` is made of. */
export const keyPattern = '^[!-~]{1,255}$'

const idempotencyKey =
  'A text of your own, another one for each request. Sent again within 48 hours, the request is not done again: the first answer comes, with Idempotent-Replayed: true'
const ifMatch =
  'The ETag of what you saw: if it was edited since, this is refused with 412. Without it, or with *, the last edit wins'

const header = (name: string, description: string, pattern?: string): JsonObject => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string', ...(pattern === undefined ? {} : { pattern }) },
})
