/** Who may sign in: a person, or a service that has only tokens. */
export interface Account {
  readonly id: string
  readonly kind: 'person' | 'service'
  readonly name: string
  readonly email: string | null
  /** The key of its role. */
  readonly role: string
  readonly state: 'invited' | 'active' | 'disabled'
  readonly personId: string | null
  readonly totp: boolean
  readonly signedInAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

export interface NewAccount {
  readonly kind?: 'person' | 'service'
  readonly name: string
  readonly email?: string | undefined
  readonly role: string
  readonly personId?: string | undefined
}

export interface AccountPatch {
  readonly name?: string
  readonly role?: string
  readonly state?: 'active' | 'disabled'
  readonly personId?: string | null
}

/** An account with the link that was made for it; null for a service. */
export interface HandedLink {
  readonly account: Account
  readonly link: string | null
  readonly mailed: boolean
}

export interface Role {
  readonly key: string
  readonly label: string
  readonly rights: readonly string[]
  readonly filter:
    | { readonly own: true }
    | { readonly field: string; readonly anyOf: readonly string[] }
    | null
  readonly hiddenFields: readonly string[]
  /** Made here; a role that comes with Muster keeps its rights. */
  readonly own: boolean
}

export type NewRole = Pick<Role, 'label' | 'rights'> & Partial<Pick<Role, 'filter' | 'hiddenFields'>>

/** What a role can be allowed. */
export interface Right {
  readonly right: string
  readonly says: string
  /** Whether a role with a filter or hidden fields can have it. */
  readonly keeps: boolean
}

export interface Token {
  readonly id: string
  readonly accountId: string
  readonly accountName: string
  readonly name: string
  /** How it begins. */
  readonly prefix: string
  readonly rights: readonly string[]
  readonly expiresAt: string
  readonly lastUsedAt: string | null
  readonly lastUsedFrom: string | null
  readonly createdAt: string
}

export interface NewToken {
  readonly name: string
  readonly rights: readonly string[]
  readonly expiresAt: string
  readonly accountId?: string | undefined
}

/** A token with its secret, which comes this once. */
export interface MadeToken {
  readonly token: Token
  readonly secret: string
}

/** A group that an identity provider keeps here, and the role that its members get. */
export interface Group {
  readonly id: string
  readonly name: string
  readonly role: string | null
  readonly members: number
}
