import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Route } from '../kit/route.ts'
import { contentTypes } from './content-types.ts'

/** Sends what a route yields as lines of JSON, each checked before it leaves, as fast as they are read. */
export function sendLines(
  reply: FastifyReply,
  { output }: Route,
  items: AsyncIterable<unknown>,
): FastifyReply {
  return reply.type(contentTypes.lines).send(Readable.from(linesOf(items, (item) => output.parse(item))))
}

async function* linesOf(
  items: AsyncIterable<unknown>,
  check: (item: unknown) => unknown,
): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(check(item))}\n`
}
