import { mayRead, recognize, type Token } from './auth.ts'
import type { Struck } from './faults/fault.ts'
import { doubtful, type Fixture, fixtures, oauthServer } from './fixtures.ts'
import { readPage } from './list.ts'
import { allProperties, projectionOf } from './projection.ts'
import { type ListQuery, readListQuery, userLimits } from './query.ts'
import { busyReply, countRequest, createMeter, rateHeaders } from './rate-limit.ts'
import { shapedUser } from './render.ts'
import { jsonReply, type Reply, refusalReply, rowReply, rowsReply } from './reply.ts'
import { givenAt, indexOfId, indicesWith, isHere } from './roster.ts'
import { rowOf, rowReader, textOf } from './row-cache.ts'
import type { World } from './world.ts'

/** A request as far as the vendor looks at it. */
export interface Ask {
  readonly method: string
  readonly url: URL
  readonly authorization: string | undefined
  /** Milliseconds of the scaled clock. */
  readonly now: number
  /** The faults that strike this request. */
  readonly each: readonly Struck[]
}

/** Answers a request as the vendor would; the token is looked at before the path. */
export function answer(world: World, ask: Ask): Reply {
  if (ask.url.pathname === '/.well-known/oauth-authorization-server') return jsonReply(200, oauthServer)
  const token = recognize(world.tokens, ask.authorization, world.settings.cluster)
  if (!token) return refuse(world, 401, 'Unauthorized')
  if (!world.knobs.rateLimit) return route(world, ask, token)
  const meter = world.meters.get(token.token) ?? createMeter(ask.now, world.knobs)
  world.meters.set(token.token, meter)
  const reply = countRequest(meter, world.knobs, ask.now)
    ? route(world, ask, token)
    : busyReply(world.knobs, meter.windowStart + world.knobs.rateWindowMs - ask.now)
  return { ...reply, headers: { ...reply.headers, ...rateHeaders(meter, world.knobs, ask.now) } }
}

function route(world: World, ask: Ask, token: Token): Reply {
  const { pathname } = ask.url
  const [, root, id] = /^\/(users)(?:\/([^/]*))?$/.exec(pathname) ?? []
  const fixture = fixtures.get(pathname)
  const model = root ? 'User' : fixture?.model
  if (model === undefined || ask.method !== 'GET') return refuse(world, 404, 'Not found')
  const closed = doubtful.includes(pathname) && world.knobs.rolesAndTeams === 'forbidden'
  if (closed || !mayRead(token, model)) return refuse(world, 403, 'Forbidden')
  if (fixture) return fixtureList(world, ask, fixture)
  // An empty id is the list, as at the vendor.
  return id ? oneUser(world, decoded(id)) : userList(world, ask)
}

function userList(world: World, { url, each }: Ask): Reply {
  const asked = askedOf(url, world)
  if (typeof asked === 'string') return refuse(world, 400, asked)
  const query = each.reduce((now, { effect, occasion }) => effect.ask?.(now, occasion) ?? now, asked)
  const page = readPage(world, query, world.requests)
  const spoiling = each.filter(({ effect }) => effect.rows)
  if (spoiling.length === 0) return rowsReply(page)
  const texts: readonly string[] = page.map(textOf)
  const spoiled = spoiling.reduce((now, { effect, occasion }) => effect.rows?.(now, occasion) ?? now, texts)
  return rowsReply(spoiled.map(rowOf))
}

// What the query asks for, or what is wrong with it.
function askedOf(url: URL, world: World): ListQuery | string {
  try {
    return readListQuery(url.searchParams, world.knobs, userLimits)
  } catch (error) {
    if (error instanceof RangeError) return error.message
    throw error
  }
}

function oneUser(world: World, id: string): Reply {
  const { roster, rows, knobs } = world
  if (knobs.singleUsers === 'forbidden') return refuse(world, 403, 'Forbidden')
  const found = id.startsWith('extid-')
    ? indicesWith(roster, 'externalId', id.slice(6))[0]
    : indexOfId(roster, id)
  if (found === undefined || !isHere(roster, found) || knobs.singleUsers === 'missing')
    return refuse(world, 404, 'Not found')
  const given = givenAt(roster, found)
  const names = given ? Object.keys(shapedUser(roster, knobs, found, true)) : allProperties
  return rowReply(rowReader(rows, roster, knobs, projectionOf(names))(found))
}

function fixtureList(world: World, { url }: Ask, { limits, rows }: Fixture): Reply {
  const { offset, limit } = readListQuery(
    url.searchParams,
    { ...world.knobs, overMax: 'clamp', badLimit: 'default' },
    limits,
  )
  return jsonReply(200, rows.slice(offset, offset + limit))
}

function refuse(world: World, status: number, words: string): Reply {
  return refusalReply(status, words, world.knobs.refusalBody, world.refusals++)
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
