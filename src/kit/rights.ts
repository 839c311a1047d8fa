/** A role that comes with the product, beside the administrator's, which has every right. */
type Given = 'editor' | 'viewer' | 'employee'

interface About {
  /** What it allows, as people choose it. */
  readonly says: string
  /** The roles that have it from the start. */
  readonly of: readonly Given[]
  /** Keeps to a role's filter and hidden fields; a role with either can have no other right. */
  readonly keeps?: true
}

const everybody = ['editor', 'viewer', 'employee'] as const
const readers = ['editor', 'viewer'] as const
const editors = ['editor'] as const

/** What can be allowed: a noun and a verb. Every route names the right it needs. */
export const aboutRights = {
  'connectors:read': { says: 'See which vendors can be loaded', of: readers, keeps: true },
  'credentials:read': { says: 'See which credentials there are, without their secrets', of: readers },
  'credentials:write': { says: 'Keep, change and test credentials', of: editors },
  'fields:read': { says: 'See which fields people have', of: everybody, keeps: true },
  'fields:write': { says: 'Make and change fields', of: editors },
  'integrations:read': { says: 'See integrations and their mapping', of: readers },
  'integrations:write': { says: 'Make, change and delete integrations', of: editors },
  'runs:read': { says: 'See runs, and what they do to whom', of: readers, keeps: true },
  'runs:write': { says: 'Run integrations and apply plans', of: editors },
  'runs:approve': { says: 'Release what a brake holds, and take runs back', of: editors },
  'notices:read': { says: 'See notices', of: readers },
  'notices:write': { says: 'Mark notices as seen', of: editors },
  'activity:read': { says: 'See who did what', of: [] },
  'people:read': { says: 'See people and their history', of: everybody, keeps: true },
  'people:write': { says: 'Edit people by hand, archive and restore them', of: editors, keeps: true },
  'people:erase': { says: 'Export everything about a person, and erase it for good', of: [] },
  'devices:read': { says: 'See devices, their history and the software on them', of: everybody, keeps: true },
  'saas-users:read': { says: 'See SaaS users: accounts at vendors', of: everybody, keeps: true },
  'devices:write': { says: 'Edit devices by hand, archive and restore them', of: editors, keeps: true },
  'views:read': { says: 'Use views of lists, and keep one’s own', of: everybody, keeps: true },
  'views:write': { says: 'Share views of lists with a role or everybody', of: editors },
  'saas-applications:read': {
    says: 'See what SaaS applications cost, when they renew, and notes on them',
    of: readers,
    keeps: true,
  },
  'saas-applications:write': {
    says: 'Change seats, price, renewal and owner of SaaS applications',
    of: editors,
  },
  'webhooks:read': { says: 'See webhooks and what they were told', of: readers },
  'configuration:read': { says: 'Export what is configured as files', of: readers },
  'configuration:write': { says: 'Plan and apply configuration files', of: editors },
  'webhooks:write': { says: 'Make, change and delete webhooks', of: editors },
  'tokens:read': { says: 'See one’s own API tokens', of: readers },
  'tokens:write': { says: 'Make and end one’s own API tokens, with rights one has', of: editors },
  'accounts:read': { says: 'See who may sign in', of: [] },
  'accounts:write': {
    says: 'Invite, change and disable accounts, and end their sessions and tokens',
    of: [],
  },
  'sign-in:read': { says: 'See the ways to sign in and their settings', of: [] },
  'sign-in:write': { says: 'Set up identity providers, and whether passwords are taken', of: [] },
  'mail:read': { says: 'See how e-mail leaves, without the password', of: [] },
  'mail:write': { says: 'Send oneself a test letter', of: [] },
  'scim:write': { says: 'Keep accounts and groups by SCIM, as an identity provider does', of: [] },
  'roles:read': { says: 'See roles and their rights', of: [] },
  'roles:write': { says: 'Make, change and delete roles', of: [] },
} as const satisfies Readonly<Record<string, About>>

export type Right = keyof typeof aboutRights

// The keys of the table are its rights.
export const rights = Object.keys(aboutRights) as readonly Right[]

/** What is known of a right; wider than the table says, so that it can be asked. */
export const aboutRight = (right: Right): About => aboutRights[right]

export const isRight = (word: string): word is Right => Object.hasOwn(aboutRights, word)

/** Whether a role with these rights may change anything. */
export const mayWrite = (granted: Iterable<Right>): boolean =>
  [...granted].some((right) => !right.endsWith(':read'))

/** The people an account sees: the one it is linked to, or those with one of these values in a field. */
export type RecordFilter =
  | { readonly own: true }
  | { readonly field: string; readonly anyOf: readonly string[] }

/** How somebody came: over the socket of this machine, with a browser's session, or with an API token. */
export type Way =
  | { readonly kind: 'socket' }
  | { readonly kind: 'session'; readonly id: string; readonly isConfirmed: boolean }
  | { readonly kind: 'token'; readonly id: string }

/** Who acts. The name stands in history. */
export interface Actor {
  readonly name: string
  readonly rights: ReadonlySet<Right>
  /** Undefined: no account, but the owner of the machine. */
  readonly accountId?: string
  readonly way: Way
  /** Undefined: sees everybody. */
  readonly filter?: RecordFilter
  readonly hiddenFields: readonly string[]
  /** The person the account is linked to. */
  readonly personId?: string
}

/** Whoever owns the machine Muster runs on: the user of its socket may do everything. */
export const owner = (name: string): Actor => ({
  name,
  rights: new Set(rights),
  way: { kind: 'socket' },
  hiddenFields: [],
})
