/**
 * The connector language. A connector is plain data: how to speak to a vendor, which lists it has,
 * which fields can be known of a record and under which label. It says only what is true of the
 * vendor; what a customer wants (mapping, conditions, schedule) is his integration. Being data, the
 * same connector can be uploaded as JSON, drawn as a form, and sent to an agent.
 */
export interface Connector {
  /** Also its file's name on the shelf. */
  readonly id: string
  readonly name: string
  readonly docs: string
  /** What a credential of this vendor consists of; secrets are kept in the vault. */
  readonly settings: Readonly<Record<string, Setting>>
  readonly http: HttpSpec
  /** A cheap request that proves that a credential works and may read the list. */
  readonly check: CheckSpec
  readonly loads: Readonly<Record<string, Load>>
}

export interface Setting {
  readonly label: string
  readonly kind: 'secret' | 'text' | 'origin'
  readonly help?: string
  readonly default?: string
  /** `origin` settings only: the hosts a credential may name without being an administrator's exception. `*` stands for letters, digits and hyphens. */
  readonly hosts?: readonly string[]
}

export interface HttpSpec {
  /** `{{setting}}` stands for a setting's value. */
  readonly baseUrl: string
  readonly auth: Auth
  readonly requestsPerMinute: number
}

/** How a request says who asks. `{{setting}}` stands for a setting's value. */
export type Auth = { readonly kind: 'bearer'; readonly token: string }

export interface CheckSpec {
  readonly get: string
  /** What to tell a person when the vendor answers 401 or 403 to the check. */
  readonly unauthorized: string
  readonly forbidden: string
}

/** One list at a vendor that can be loaded. */
export interface Load {
  readonly label: string
  readonly of: 'users'
  /** Path under the base URL. */
  readonly get: string
  readonly query: Readonly<Record<string, string>>
  /** The query parameter that names the wanted properties, and those every load wants; roots of mapped paths are added. */
  readonly select?: { readonly parameter: string; readonly properties: readonly string[] }
  /** Where the array of records is in the answer; the answer itself when left out. */
  readonly records?: string
  readonly paging: Paging
  /** Path of the vendor's id in a record. */
  readonly id: string
  /** Path to one record by its vendor id, `{id}` in its place: for looking up who is missing from a list. */
  readonly lookup?: string
  /** Properties that are never stored or logged, even when the vendor sends them unasked. */
  readonly deny: readonly string[]
  readonly fields: Readonly<Record<string, LoadField>>
  /** What of the list can be left out as a whole, by the flag that tells: what a switch says that lets it in. */
  readonly include?: Readonly<Record<string, string>>
  /** Our field → the load's field that Smart Mapping should propose first. */
  readonly suggest: Readonly<Record<string, string>>
  readonly account: AccountSpec
}

/** A counted list: `limit` and `offset`, ended by an empty page. */
export interface OffsetPaging {
  readonly kind: 'offset'
  readonly size: number
  readonly limit: string
  readonly offset: string
}
export type Paging = OffsetPaging

export type LoadFieldType = 'text' | 'number' | 'boolean' | 'datetime' | 'list'

/** A field of a load: the label people see, the type, and the expression that finds it in a record. */
export interface LoadField {
  readonly label: string
  readonly type: LoadFieldType
  readonly from: string
}

/** What a record says of the SaaS account it stands for; an expression each, left out where the vendor does not tell. */
export interface AccountSpec {
  readonly role?: string
  /** True, false, or missing when the vendor does not say. */
  readonly active?: string
  /** True for an account that the vendor lists although it was deleted. */
  readonly removed?: string
  readonly lastActiveAt?: string
}

/** The identity, so that the compiler reads along with a connector's author. */
export function defineConnector<const C extends Connector>(connector: C): C {
  return connector
}

export const bearer = (token: string): Auth => ({ kind: 'bearer', token })

export const offset = (size: number, limit = 'limit', start = 'offset'): OffsetPaging => ({
  kind: 'offset',
  size,
  limit,
  offset: start,
})

export const secret = (label: string, more: { help?: string } = {}): Setting => ({
  label,
  kind: 'secret',
  ...more,
})

/** A setting that says where the vendor is: an https origin on one of the vendor's own hosts. */
export const origin = (
  label: string,
  more: { default: string; hosts: readonly string[]; help?: string },
): Setting => ({
  label,
  kind: 'origin',
  ...more,
})

export const text = (label: string, from: string): LoadField => ({ label, type: 'text', from })
export const number = (label: string, from: string): LoadField => ({ label, type: 'number', from })
export const flag = (label: string, from: string): LoadField => ({ label, type: 'boolean', from })
export const date = (label: string, from: string): LoadField => ({ label, type: 'datetime', from })
export const list = (label: string, from: string): LoadField => ({ label, type: 'list', from })

/** A list of names written as one text, so that long ones stay readable. */
export const words = (names: string): readonly string[] => names.trim().split(/\s+/)
