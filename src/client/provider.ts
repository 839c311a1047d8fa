/** An identity provider (OpenID Connect) that people come from. Its client secret never comes back. */
export interface Provider {
  readonly id: string
  readonly label: string
  /** Its address. */
  readonly issuer: string
  readonly clientId: string
  readonly fingerprint: string
  /** The role of whoever comes without an account; null: nobody is let in so. */
  readonly defaultRole: string | null
  readonly groupClaim: string
  readonly groupRoles: readonly GroupRole[]
  /** To be registered at the provider. */
  readonly redirectUri: string
}

/** The role that members of a group get. */
export interface GroupRole {
  readonly group: string
  readonly role: string
}

/** What can be said of a provider; what is left out stays, or is as the server has it by itself. */
export interface ProviderEdit {
  readonly label?: string | undefined
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  readonly defaultRole?: string | null | undefined
  readonly groupClaim?: string | undefined
  readonly groupRoles?: readonly GroupRole[] | undefined
}

export type NewProvider = ProviderEdit &
  Pick<Provider, 'issuer' | 'label' | 'clientId'> & { readonly clientSecret: string }
