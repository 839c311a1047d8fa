import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Route } from '../kit/route.ts'
import { AppError } from '../lib/errors.ts'
import { shorten } from '../lib/show.ts'

/**
 * Refuses what no route is for: by another method than its address takes, or at an address where there is nothing. Asked only
 * then, for a server with a route for each method that is refused would need several MB more.
 */
export function refuseUnknown(routes: readonly Route[]) {
  return ({ method, url }: FastifyRequest, reply: FastifyReply): never => {
    const path = url.replace(/\?.*/s, '')
    const known = new Set(
      routes.filter((route) => fits(route.path, path)).map((route) => route.method.toUpperCase()),
    )
    if (known.size === 0) throw new AppError('not.found', `There is nothing at ${method} ${shorten(path)}`)
    const allow = [...known, ...(known.has('GET') ? ['HEAD'] : [])].join(', ')
    reply.header('allow', allow)
    throw new AppError('request.method', `${method} is not one of ${allow}`)
  }
}

function fits(path: string, asked: string): boolean {
  const parts = asked.split('/')
  const named = path.split('/')
  return (
    named.length === parts.length &&
    named.every((name, at) => (name.startsWith(':') ? parts[at] !== '' : name === parts[at]))
  )
}
