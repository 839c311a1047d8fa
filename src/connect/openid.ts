import type * as openid from 'openid-client'
import { AppError } from '../lib/errors.ts'
import type { Secret } from '../lib/secret.ts'
import type { Door } from './door/door.ts'

/** An identity provider, and what we are to it. */
export interface OpenIdLine {
  readonly door: Pick<Door, 'exchange' | 'admit'>
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: Secret
}

/** What has to be known when somebody comes back: it stays in their browser meanwhile. */
export interface Flight {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** What the provider says of somebody; it was checked that it says so, to us, now. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string }

interface Begin {
  readonly redirectUri: string
  /** Whether the provider is to ask for a proof, though it knows who is there. */
  readonly again: boolean
}

/** Where to send somebody who wants to sign in. Throws `provider.down`. */
export async function beginOpenId(
  line: OpenIdLine,
  { redirectUri, again }: Begin,
): Promise<{ readonly url: string; readonly flight: Flight }> {
  const openid = await library()
  const config = await discover(line)
  const verifier = openid.randomPKCECodeVerifier()
  const flight = { state: openid.randomState(), nonce: openid.randomNonce(), verifier }
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: flight.state,
    nonce: flight.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(again ? { prompt: 'login', max_age: '0' } : {}),
  })
  return { url: url.href, flight }
}

/** Who came back, with the address they came back to. Throws `sign-in.refused`, with the library's reason as its cause. */
export async function finishOpenId(line: OpenIdLine, came: URL, flight: Flight): Promise<Claims> {
  const openid = await library()
  const config = await discover(line)
  try {
    const tokens = await openid.authorizationCodeGrant(config, came, {
      pkceCodeVerifier: flight.verifier,
      expectedState: flight.state,
      expectedNonce: flight.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (claims) return claims
  } catch (error) {
    throw new AppError('sign-in.refused', 'The identity provider did not vouch for you', {}, error)
  }
  throw new AppError('sign-in.refused', 'The identity provider did not say who you are')
}

// Loaded with the first who comes that way: it is large, and most never need it.
const library = () => import('openid-client')

async function discover({ door, issuer, clientId, clientSecret }: OpenIdLine): Promise<openid.Configuration> {
  const openid = await library()
  const url = door.admit(issuer)
  try {
    return await openid.discovery(url, clientId, undefined, openid.ClientSecretPost(clientSecret.open()), {
      [openid.customFetch]: through(door),
      // An issuer without TLS is one that an administrator allowed where Muster was started.
      execute: url.protocol === 'http:' ? [openid.allowInsecureRequests] : [],
    })
  } catch (error) {
    throw new AppError('provider.down', undefined, {}, error)
  }
}

/** The library's way out: the one door. */
function through(door: Pick<Door, 'exchange'>): openid.CustomFetch {
  return async (url, { method, headers, body }) => {
    const sent = body === undefined || body === null ? undefined : String(body)
    const { status, headers: got, body: taken } = await door.exchange({ url, method, headers, body: sent })
    const type = got['content-type']?.toString() ?? ''
    const isEmpty = status === 204 || status === 304
    return new Response(isEmpty ? null : new Uint8Array(taken), { status, headers: { 'content-type': type } })
  }
}
