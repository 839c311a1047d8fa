/** What a browser keeps for us: its session, that it is known, and a sign-in that is under way elsewhere. */
export type Cookie = 'session' | 'device' | 'flight'

/** What a request tells of where it comes from, and what is left there besides its answer. */
export interface Visit {
  /** The id of the request; empty: nobody asks. */
  readonly request: string
  /** The client's address; of proxies, only those that were named are believed. */
  readonly address: string
  readonly agent: string
  kept(cookie: Cookie): string | undefined
  /** Has the browser keep a value, for so many seconds or as long as it is open; undefined: no more. */
  keep(cookie: Cookie, value: string | undefined, seconds?: number): void
  /** Adds a header to the answer. */
  say(header: 'location' | 'clear-site-data', value: string): void
}

/** Of what nobody asks for over HTTP. */
export const noVisit: Visit = {
  request: '',
  address: '',
  agent: '',
  kept: () => undefined,
  keep: () => undefined,
  say: () => undefined,
}
