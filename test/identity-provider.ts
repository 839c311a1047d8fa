import { OAuth2Server } from 'oauth2-mock-server'
import type { Browser } from './browser.ts'

export type Said = Readonly<Record<string, unknown>>

/** How somebody goes to an identity provider and comes back. */
interface Way {
  /** Where they come back to. */
  readonly change?: (url: URL) => void
  readonly again?: boolean
  readonly to?: string
}

/** An identity provider on loopback, which vouches for whomever a test says. */
export interface IdentityProvider {
  readonly issuer: string
  /** What it was told when a code was handed in last. */
  handedIn(): Said
  /** Goes there and comes back, as a browser does; answers where that leads. */
  goThrough(provider: { readonly id: string }, browser: Browser, claims: Said, way?: Way): Promise<unknown>
  close(): Promise<void>
}

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const idp = new OAuth2Server()
  let says: Said = {}
  let handedIn: Said = {}
  await idp.issuer.keys.generate('RS256')
  await idp.start(0, '127.0.0.1')
  const issuer = `http://127.0.0.1:${idp.address().port}`
  idp.issuer.url = issuer
  idp.service.on(
    'beforeTokenSigning',
    (token: { payload: Record<string, unknown> }, request: { body?: Said }) => {
      handedIn = request.body ?? {}
      Object.assign(token.payload, says)
    },
  )
  return {
    issuer,
    handedIn: () => handedIn,
    goThrough: async (
      { id },
      browser,
      claims,
      { change = () => undefined, again = false, to = '/' } = {},
    ) => {
      says = claims
      const start = await browser.get(`/api/oidc/${id}/start?again=${again}&to=${encodeURIComponent(to)}`)
      if (start.status !== 303) throw new Error(`the way there was answered with ${start.status}`)
      const there = await fetch(String(start.headers.location), { redirect: 'manual' })
      const back = new URL(there.headers.get('location') ?? '')
      change(back)
      const headers = { origin: undefined, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
      return (await browser.ask('GET', `${back.pathname}${back.search}`, { headers })).headers.location
    },
    close: async () => {
      await idp.stop()
    },
  }
}
