import type { Json, JsonObject } from '../planhat/json.ts'
import { jsonReply, type Reply } from '../planhat/reply.ts'
import { type Fleet, hostOf, idsOf } from './fleet.ts'
import type { Host } from './hosts.ts'
import type { Settings } from './options.ts'
import { refusal } from './refusal.ts'

/** A request, as far as an answer depends on it. */
export interface Ask {
  readonly method: string
  readonly url: URL
  readonly authorization: string | undefined
}

const listPath = '/api/v1/fleet/hosts'

/** The answer to a request, faults aside. */
export function answer(fleet: Fleet, settings: Settings, { method, url, authorization }: Ask): Reply {
  if (authorization !== `Bearer ${settings.token}`) return refusal(401, 'Authentication required')
  const path = url.pathname.replace(/^\/api\/latest\//, '/api/v1/')
  const one = /^\/api\/v1\/fleet\/hosts\/([^/]+)$/.exec(path)?.[1]
  if (method !== 'GET') return refusal(405, 'Method Not Allowed')
  if (path === listPath) return list(fleet, settings, url.searchParams)
  return one === undefined
    ? refusal(404, 'Resource Not Found')
    : single(fleet, settings, one, url.searchParams)
}

/** The number of the page that a list is asked for; -1 where it is no list. */
export const pageOf = (url: URL): number =>
  /\/fleet\/hosts$/.test(url.pathname) ? Number(url.searchParams.get('page') ?? 0) : -1

function list(fleet: Fleet, settings: Settings, query: URLSearchParams): Reply {
  const wish = readWish(query, settings)
  if ('status' in wish) return wish
  const ids = wish.descending ? idsOf(fleet).toReversed() : idsOf(fleet)
  const from = wish.page * wish.perPage
  const hosts = ids.slice(from, from + wish.perPage).flatMap((id) => {
    const host = hostOf(fleet, id)
    return host ? [shown(host, query, settings)] : []
  })
  return jsonReply(200, { hosts })
}

interface Wish {
  readonly page: number
  readonly perPage: number
  readonly descending: boolean
}

function readWish(query: URLSearchParams, { perPageMost }: Settings): Wish | Reply {
  const page = whole(query.get('page'))
  const perPage = whole(query.get('per_page'))
  const [key, direction] = [query.get('order_key'), query.get('order_direction')]
  if (page === 'odd') return refusal(400, 'Bad request', 'non-int page value')
  if (perPage === 'odd' || perPage === 0) return refusal(400, 'Bad request', 'invalid per_page value')
  if (direction !== null && key === null)
    return refusal(400, 'Bad request', 'order_key must be specified with order_direction')
  if (key !== null && !['id', 'hostname', 'created_at'].includes(key))
    return refusal(422, 'Validation Failed', `unknown order_key: ${key}`)
  if (!['true', 'false', 'without_vulnerability_details', null].includes(query.get('populate_software')))
    return refusal(400, 'Bad request', 'Invalid value for populate_software')
  // A page without a size has twenty; without either, everything comes at once.
  const size = perPage ?? (page === undefined ? perPageMost : 20)
  return { page: page ?? 0, perPage: Math.min(size, perPageMost), descending: direction === 'desc' }
}

const whole = (text: string | null): number | 'odd' | undefined =>
  text === null || text === '' ? undefined : /^\d{1,9}$/.test(text) ? Number(text) : 'odd'

function single(fleet: Fleet, settings: Settings, id: string, query: URLSearchParams): Reply {
  const host = hostOf(fleet, /^\d{1,9}$/.test(id) ? Number(id) : 0)
  if (!host) return refusal(404, 'Resource Not Found', `Host ${id} was not found in the datastore`)
  const asked = new URLSearchParams({
    device_mapping: 'true',
    populate_end_users: 'true',
    populate_software: 'true',
  })
  if (query.get('exclude_software') === 'true') asked.delete('populate_software')
  return jsonReply(200, { host: shown(host, asked, settings) })
}

/** A host with what was asked for besides. */
function shown(host: Host, query: URLSearchParams, { endUsers }: Settings): JsonObject {
  const { software, device_mapping, end_users, ...rest } = host
  const isAsked = (name: string) => !['false', null].includes(query.get(name))
  const users: Json = endUsers === 'listed' ? (end_users ?? null) : null
  return {
    ...rest,
    ...(isAsked('device_mapping') ? { device_mapping } : {}),
    ...(isAsked('populate_end_users') ? { end_users: users } : {}),
    ...(isAsked('populate_software') ? { software } : {}),
  }
}
