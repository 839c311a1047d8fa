import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Route } from '../kit/route.ts'
import type { Events } from '../kit/streamed-route.ts'
import { AppError } from '../lib/errors.ts'
import { contentTypes } from './content-types.ts'

/** Something that somebody follows. */
export interface Following {
  readonly route: Route
  readonly events: Events<unknown>
  /** Whoever follows, so that nobody follows too much at once. */
  readonly who: string
  /** Whether they still may: their session may have ended since. */
  stays(): Promise<boolean>
}

/** Sends what happens until nothing more does; throws `request.many`. */
export type SendEvents = (reply: FastifyReply, following: Following) => FastifyReply

const mostAtOnce = 10
/** How often whoever follows is asked for again, and how long a connection is silent (ms): proxies end those that seem dead. */
const pause = { ask: 2000, silence: 15_000 }

/** Makes what sends events for a server; all of it ends when the server is about to close. */
export function eventSender(app: FastifyInstance): SendEvents {
  const open = new Map<string, number>()
  const count = (who: string, by: 1 | -1) => {
    const now = (open.get(who) ?? 0) + by
    if (now > 0) open.set(who, now)
    else open.delete(who)
  }
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  return (reply, following) => {
    const { who } = following
    if ((open.get(who) ?? 0) >= mostAtOnce)
      throw new AppError('request.many', `More than ${mostAtOnce} things are followed at once; let one go`)
    count(who, 1)
    reply.raw.once('close', () => count(who, -1))
    return (
      reply
        .type(contentTypes.events)
        .header('x-accel-buffering', 'no')
        // Nothing else comes over it afterwards; kept open, it would keep a server from stopping.
        .header('connection', 'close')
        .send(Readable.from(frames(following, () => isClosing)))
    )
  }
}

async function* frames(
  { route, events, stays }: Following,
  isClosing: () => boolean,
): AsyncGenerator<string> {
  // The headers leave with the first words.
  yield ': begins\n\n'
  let asked = Date.now()
  let said = asked
  for await (const event of events) {
    const now = Date.now()
    if (isClosing()) return
    if (now - asked > pause.ask) {
      asked = now
      if (!(await stays())) return
    }
    if (event === undefined && now - said < pause.silence) continue
    said = now
    yield event === undefined ? ': goes on\n\n' : `data: ${JSON.stringify(route.output.parse(event))}\n\n`
  }
  yield 'event: end\ndata: \n\n'
}
