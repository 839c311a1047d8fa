import { openHttp } from '../src/web-server/http.ts'
import type { RateLimits } from '../src/web-server/rate-limits.ts'
import { routes } from '../src/web-server/routes.ts'
import { type TcpSettings, tcpEntrance } from '../src/web-server/tcp-entrance.ts'
import type { Answered, Caller, World } from './world.ts'

/** Somebody at a browser, or a program with a token, who asks over the TCP entrance. */
export interface Browser extends Caller {
  /** What it keeps. */
  readonly cookies: ReadonlyMap<string, string>
  /** Keeps something else under a name. */
  hold(cookie: string, value: string | undefined): void
  /** Asks with other headers than a page of ours. */
  ask<T>(
    method: Method,
    path: string,
    more?: { body?: object; headers?: Record<string, string | undefined> },
  ): Promise<Answered<T>>
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT'

interface Settings extends Partial<TcpSettings> {
  readonly token?: string
  readonly address?: string
  /** Sent along with everything. */
  readonly headers?: Readonly<Record<string, string>>
  /** How often it may ask; as often as it likes when left out. */
  readonly limits?: RateLimits
}

const own = { host: '127.0.0.1:4600', origin: 'http://127.0.0.1:4600', 'x-muster': '1' }

/** Opens a browser before a world, as at the loopback address or behind a proxy. */
export function openBrowser(
  { ctx }: World,
  { token, address = '127.0.0.1', headers: always = {}, limits, ...settings }: Settings = {},
): Browser {
  const isElsewhere = address !== '127.0.0.1'
  const usual = { publicOrigin: undefined, proxies: [], insecure: isElsewhere }
  const entrance = tcpEntrance(ctx, { ...usual, ...settings })
  const app = openHttp({ parts: ctx, routes, entrance, ...(limits ? { limits } : {}) })
  const cookies = new Map<string, string>()
  const ask: Browser['ask'] = async (method, url, { body: payload, headers = {} } = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const said = {
      ...own,
      ...(cookie === '' ? {} : { cookie }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...always,
      ...headers,
    }
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
    const {
      statusCode,
      body,
      headers: got,
    } = await app.inject({
      method,
      url,
      headers: given,
      remoteAddress: address,
      ...(payload ? { payload } : {}),
    })
    for (const line of [got['set-cookie'] ?? []].flat()) keep(cookies, line)
    // The caller says which shape he expects.
    return {
      status: statusCode,
      body: /[/+]json/.test(String(got['content-type'])) ? JSON.parse(body) : undefined,
      headers: got,
    }
  }
  return {
    cookies,
    hold: (name, value) => (value === undefined ? cookies.delete(name) : cookies.set(name, value)),
    ask,
    get: (path) => ask('GET', path),
    put: (path, body) => ask('PUT', path, body ? { body } : {}),
    post: (path, body) => ask('POST', path, body ? { body } : {}),
    patch: (path, body) => ask('PATCH', path, body ? { body } : {}),
    delete: (path) => ask('DELETE', path),
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  if (/Max-Age=0/.test(line)) cookies.delete(name)
  else cookies.set(name, value)
}
