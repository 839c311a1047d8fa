import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type IdentityProvider, startIdentityProvider } from './identity-provider.ts'
import { newWorld, type World } from './world.ts'

export interface Provider {
  readonly id: string
  readonly redirectUri: string
}

interface Acted {
  readonly thing: { readonly id: string } | null
  readonly act: string
  readonly who: { readonly name: string }
  readonly changes: readonly object[]
}

/** What the identity provider says of Ada. */
export const ada = { sub: 'ada-1', email: 'ada@example.com', email_verified: true, name: 'Ada Lovelace' }

/** Where people come from in a story. */
export interface ProviderStory {
  readonly idp: IdentityProvider
  readonly world: World
  /** The settings of the provider. */
  wanted(): { label: string; issuer: string; clientId: string; clientSecret: string }
  aProvider(more?: object): Promise<Provider>
  /** The last acts on a kind of thing, the newest first. */
  lastActs(act: string, limit: number): Promise<readonly Acted[]>
}

/** An identity provider, and a Muster that may call it: without accounts and providers before each test. */
export function providerStory(): ProviderStory {
  let idp: IdentityProvider
  let world: World
  beforeAll(async () => {
    idp = await startIdentityProvider()
    world = await newWorld({ allow: [idp.issuer] })
  })
  afterAll(async () => {
    await world.close()
    await idp.close()
  })
  beforeEach(async () => {
    await world.ctx.db.pool.query(
      'delete from provider; delete from account; update sign_in set passwords = true',
    )
  })
  const wanted = () => ({
    label: 'Acme',
    issuer: idp.issuer,
    clientId: 'muster',
    clientSecret: 'a-secret-of-the-provider',
  })
  return {
    get idp() {
      return idp
    },
    get world() {
      return world
    },
    wanted,
    aProvider: async (more = {}) =>
      (await world.post<Provider>('/api/providers', { ...wanted(), ...more })).body,
    lastActs: async (act, limit) =>
      (await world.get<{ items: Acted[] }>(`/api/activity?act=${act}&limit=${limit}`)).body.items,
  }
}
