/** Who is signed in, and what they may do. */
export interface Session {
  readonly account: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly kind: 'person' | 'service'
  }
  readonly role: { readonly key: string; readonly label: string }
  /** A noun and a verb each, as in `people:read`. */
  readonly rights: readonly string[]
  readonly seesEverybody: boolean
  readonly hiddenFields: readonly string[]
  readonly personId: string | null
  readonly confirmedAt: string
  readonly expiresAt: string
  /** Whether a code is asked for beside the password. */
  readonly totp: boolean
}

export interface SignIn {
  readonly email: string
  readonly password: string
  readonly code?: string
}

export interface Setup {
  readonly code: string
  readonly name: string
  readonly email: string
  readonly password: string
}

/** The ways to sign in that this Muster offers. */
export interface SignInWays {
  readonly password: boolean
  readonly providers: readonly { readonly id: string; readonly label: string }[]
}

/** By what whoever is signed in can prove anew who they are. */
export interface Proofs extends Pick<SignInWays, 'password' | 'providers'> {
  readonly code: boolean
}

/** A browser that is signed in. */
export interface OpenSession {
  readonly id: string
  readonly current: boolean
  readonly createdAt: string
  readonly lastUsedAt: string
  readonly userAgent: string | null
}
