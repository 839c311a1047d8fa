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

export type ProviderEdit = Partial<
  Pick<Provider, 'label' | 'clientId' | 'defaultRole' | 'groupClaim' | 'groupRoles'>
> & { readonly clientSecret?: string }

export type NewProvider = Required<ProviderEdit> & Pick<Provider, 'issuer'>
