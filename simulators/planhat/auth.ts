/** What a token may do. A token without `models` may read everything. */
export interface Token {
  readonly token: string
  readonly enabled: boolean
  readonly paused: boolean
  /** The cluster the token's tenant lives on; any other cluster answers as to a wrong token. */
  readonly cluster: string
  readonly models?: Readonly<Record<string, { readonly read: boolean }>>
}

/** A change of tokens as data; without `token` it concerns all of them. */
export interface Revocation {
  readonly token?: string
  readonly how: 'remove' | 'disable' | 'pause' | 'resume' | 'forbid' | 'allow'
}

export const revocationKinds: readonly Revocation['how'][] = [
  'remove',
  'disable',
  'pause',
  'resume',
  'forbid',
  'allow',
]

/** A token that works: enabled, on this cluster, allowed to read everything. */
export function goodToken(token: string, cluster: string): Token {
  return { token, enabled: true, paused: false, cluster }
}

/** The token a request carries, as Bearer or as the user of Basic with an empty password. */
export function tokenIn(authorization: string | undefined): string | undefined {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return undefined
  const pair = Buffer.from(value, 'base64').toString('utf8')
  // Planhat wants the colon; a token encoded without it is no token.
  return pair.endsWith(':') ? pair.slice(0, -1) : undefined
}

/** The table's entry for a request, or undefined for all that Planhat answers with 401. */
export function recognize(
  tokens: ReadonlyMap<string, Token>,
  authorization: string | undefined,
  cluster: string,
): Token | undefined {
  const known = tokens.get(tokenIn(authorization) ?? '')
  return known?.enabled && !known.paused && known.cluster === cluster ? known : undefined
}

/** Whether the token may read this model. */
export function mayRead(token: Token, model: string): boolean {
  return token.models === undefined || token.models[model]?.read === true
}

/** The token table after a revocation. */
export function revokeTokens(
  tokens: ReadonlyMap<string, Token>,
  { token, how }: Revocation,
): Map<string, Token> {
  const concerned = (one: Token) => token === undefined || one.token === token
  const kept = [...tokens.values()].filter((one) => how !== 'remove' || !concerned(one))
  return new Map(kept.map((one) => [one.token, concerned(one) ? changed(one, how) : one]))
}

function changed(token: Token, how: Revocation['how']): Token {
  switch (how) {
    case 'pause':
    case 'resume':
      return { ...token, paused: how === 'pause' }
    case 'forbid':
    case 'allow':
      return { ...token, models: { ...token.models, User: { read: how === 'allow' } } }
    case 'disable':
    case 'remove':
      return { ...token, enabled: false }
  }
}
