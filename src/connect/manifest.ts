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
export type Load = UserLoad | DeviceLoad

/** A list of users, each of whom also stands for a SaaS account. */
export interface UserLoad extends AnyLoad {
  readonly of: 'users'
  readonly account: AccountSpec
}

/** A list of hardware, with the software on it where the vendor knows that. */
export interface DeviceLoad extends AnyLoad {
  readonly of: 'devices'
  readonly software?: SoftwareSpec
}

interface AnyLoad {
  readonly label: string
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
  /** That the vendor numbers its records: such an id is kept as a text. */
  readonly numbered?: true
  /** Path to one record by its vendor id, `{id}` in its place: for looking up who is missing from a list. */
  readonly lookup?: string
  /** Where the record is in the answer to such a look-up; the answer itself when left out. */
  readonly record?: string
  /** Properties that are never stored or logged, even when the vendor sends them unasked. */
  readonly deny: readonly string[]
  /** Of properties that are lists of objects: what alone is kept of each object, where a vendor says far more than is wanted. */
  readonly keep?: Readonly<Record<string, readonly string[]>>
  readonly fields: Readonly<Record<string, LoadField>>
  /** What of the list can be left out as a whole, by the flag that tells: what a switch says that lets it in. */
  readonly include?: Readonly<Record<string, string>>
  /** Our field → the load's field that Smart Mapping should propose first. */
  readonly suggest: Readonly<Record<string, string>>
}

/** A counted list: `limit` and `offset`, ended by an empty page. */
export interface OffsetPaging {
  readonly kind: 'offset'
  readonly size: number
  readonly limit: string
  readonly offset: string
}

/** A list of numbered pages, ended by an empty one. */
export interface PagePaging {
  readonly kind: 'page'
  readonly size: number
  /** The query parameters for the number of a page and for how many records it has. */
  readonly page: string
  readonly perPage: string
  /** What the first page is called. */
  readonly first: 0 | 1
}
export type Paging = OffsetPaging | PagePaging

export type LoadFieldType = 'text' | 'number' | 'boolean' | 'datetime' | 'list'

/** A field of a load: the label people see, the type, and the expression that finds it in a record. */
export interface LoadField {
  readonly label: string
  readonly type: LoadFieldType
  readonly from: string
  /** It moves with every asking, as the time does when a device was last seen: no change by itself. */
  readonly volatile?: true
}

/** What a record says of the software on a device: a list, and expressions for each of its items. */
export interface SoftwareSpec {
  readonly list: string
  readonly name: string
  readonly version?: string
  readonly publisher?: string
  /** What has to be asked for besides. It can be most of an answer, and is asked for only where it is wanted. */
  readonly query: Readonly<Record<string, string>>
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

export const pages = (
  size: number,
  names: { readonly page: string; readonly perPage: string; readonly first: 0 | 1 },
): PagePaging => ({ kind: 'page', size, ...names })

export const secret = (label: string, more: { help?: string } = {}): Setting => ({
  label,
  kind: 'secret',
  ...more,
})

/** A setting that says where the vendor is: an https origin on one of the vendor's own hosts. */
export const origin = (
  label: string,
  more: { default?: string; hosts: readonly string[]; help?: string },
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

/** A field that moves with every asking. */
export const moving = (field: LoadField): LoadField => ({ ...field, volatile: true })

/** A list of names written as one text, so that long ones stay readable. */
export const words = (names: string): readonly string[] => names.trim().split(/\s+/)
