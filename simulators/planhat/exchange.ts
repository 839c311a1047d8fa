import type { IncomingMessage, ServerResponse } from 'node:http'
import { tokenIn } from './auth.ts'
import { type ArmedFault, strikes } from './faults/arm.ts'
import type { Page, Struck } from './faults/fault.ts'
import { note, redactAuth, redactUrl } from './journal.ts'
import { listLength } from './list.ts'
import { readListQuery, userLimits } from './query.ts'
import type { Reply } from './reply.ts'
import { answer } from './routes.ts'
import { encode, send } from './wire.ts'
import { actsOf, type World } from './world.ts'

/** What an exchange needs from the server it happens on. */
export interface Surroundings {
  readonly world: World
  /** Milliseconds of the scaled clock. */
  readonly now: () => number
  readonly refuseFor: (ms: number) => void
}

/** One request and its answer, faults and journal included. */
export async function exchange(
  around: Surroundings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world } = around
  const url = new URL(request.url ?? '/', 'http://planhat.invalid')
  world.requests++
  world.requestsUnderFaults++
  const page = pageOf(world, url)
  const struck = world.faults.filter((fault) =>
    strikes(fault, world.requestsUnderFaults, page, world.settings.seed),
  )
  const each = occasions(world, struck, url, page)
  for (const { effect, occasion } of each) effect.before?.(occasion)
  const reply = each.reduce(spoil, compose(around, request, url, each))
  const sent = await encode(reply, request, world.knobs)
  write(world, request, sent, struck)
  if (sent.wire?.kind === 'refused') around.refuseFor(sent.wire.ms)
  // The list changes before the client can ask again, or it might be quicker than we are.
  for (const { effect, occasion } of each) effect.after?.(occasion)
  const meter = world.meters.get(tokenIn(request.headers.authorization) ?? '')
  if (meter) meter.inFlight++
  try {
    await send(response, sent, world.knobs.chunked)
  } finally {
    if (meter) meter.inFlight--
  }
}

function occasions(
  world: World,
  struck: readonly ArmedFault[],
  url: URL,
  page: Page | undefined,
): readonly Struck[] {
  const acts = actsOf(world)
  return struck.map(({ effect, order }) => ({
    effect,
    occasion: {
      request: world.requestsUnderFaults,
      path: url.pathname + url.search,
      page,
      amounts: order.with ?? {},
      seed: world.settings.seed,
      acts,
    },
  }))
}

function compose(around: Surroundings, request: IncomingMessage, url: URL, each: readonly Struck[]): Reply {
  const instead = each.find(({ effect }) => effect.answer)
  if (instead?.effect.answer) return instead.effect.answer(instead.occasion)
  return answer(around.world, {
    method: request.method ?? 'GET',
    url,
    authorization: request.headers.authorization,
    now: around.now(),
    each,
  })
}

function spoil(reply: Reply, { effect, occasion }: Struck): Reply {
  return effect.reply?.(reply, occasion) ?? reply
}

// The page a list request asks for, by the list's own rules.
function pageOf(world: World, url: URL): Page | undefined {
  if (world.faults.length === 0 || !/^\/users\/?$/.test(url.pathname)) return undefined
  const query = readListQuery(
    url.searchParams,
    { ...world.knobs, overMax: 'clamp', badLimit: 'default' },
    userLimits,
  )
  return { offset: query.offset, limit: query.limit, total: listLength(world, query) }
}

function write(
  world: World,
  request: IncomingMessage,
  { status, body, wire }: Reply,
  struck: readonly ArmedFault[],
) {
  const broken = wire?.kind === 'refused' || wire?.kind === 'reset-before-headers'
  const entry = {
    time: new Date().toISOString(),
    method: request.method ?? '',
    url: redactUrl(
      request.url ?? '',
      world.settings.tokens.map(({ token }) => token),
    ),
    auth: redactAuth(request.headers.authorization),
    status: broken ? 0 : status,
    bytes: broken ? 0 : body.length,
    faults: struck.map(({ order }) => order.id),
  }
  note(world.journal, entry, world.knobs.journalLength)
}
