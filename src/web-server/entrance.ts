import type { FastifyRequest } from 'fastify'
import type { Actor } from '../kit/rights.ts'

/** One way into the server, and how it knows who comes. */
export interface Entrance {
  /** Whose word on the client's address, host and scheme is taken: addresses and ranges. */
  readonly proxies: readonly string[]
  /** Throws `not.allowed` for what may not even knock, whatever it asks for. */
  guard(request: FastifyRequest): void
  /** Who comes; `undefined` when he does not say. */
  actor(request: FastifyRequest): Promise<Actor | undefined>
}

/** An entrance at which everybody is the same: who may open the socket at all. */
export const entranceOf = (actor: Actor): Entrance => ({
  proxies: [],
  guard: () => undefined,
  actor: async () => actor,
})
