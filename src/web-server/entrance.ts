import type { IncomingHttpHeaders } from 'node:http'
import type { Actor } from '../kit/rights.ts'

/** One way into the server, and how it knows who comes. */
export interface Entrance {
  /** Throws `not.allowed` for what may not even knock, whatever it asks for. */
  guard(headers: IncomingHttpHeaders): void
  /** Who comes; `undefined` when he does not say. */
  actor(headers: IncomingHttpHeaders): Actor | undefined
}

/** An entrance at which everybody is the same: who may open the socket at all. */
export const entranceOf = (actor: Actor): Entrance => ({ guard: () => undefined, actor: () => actor })
