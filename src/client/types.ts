/** One piece of a list. `next` is the cursor of the piece after it, or null at the end. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** Which piece of a list is wanted. */
export type PageWish = {
  /** 1 to 200; 50 when left out. */
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  /** Only those it is true of: `department eq "Sales"`. */
  readonly filter?: string | undefined
  /** As in `department,-start_date`. */
  readonly sort?: string | undefined
  /** Only these properties of each item; its id is always there. */
  readonly fields?: string | undefined
}

/** A vendor Muster can load from, as forms and the command line need it. */
export interface Connector {
  readonly id: string
  readonly name: string
  readonly docs: string
  readonly settings: readonly ConnectorSetting[]
  readonly loads: readonly ConnectorLoad[]
}

interface ConnectorSetting {
  readonly key: string
  readonly label: string
  readonly kind: string
  readonly help?: string
  readonly default?: string
}

export interface ConnectorLoad {
  readonly key: string
  readonly label: string
  readonly of: 'users' | 'devices'
  /** Of devices: whether the software on them can be loaded, too. */
  readonly hasSoftware: boolean
  readonly fields: readonly { readonly key: string; readonly label: string; readonly type: string }[]
  /** Flags by which a part of the list can be left out as a whole, with what lets it in. */
  readonly include: readonly { readonly field: string; readonly text: string }[]
}

/** A kept credential. Its secrets are write-only, so `settings` has the others only. */
export interface Credential {
  readonly id: string
  readonly connector: string
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
  readonly origins: readonly string[]
  readonly fingerprint: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly lastUsedAt: string | null
  /** The last day on which it opens the vendor, as somebody said. */
  readonly expiresOn: string | null
}

export interface NewCredential {
  readonly connector: string
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
  readonly expiresOn?: string | null
}

/** What changes of a credential; settings that are left out stay as they are. */
export interface CredentialPatch {
  readonly name?: string
  readonly settings?: Readonly<Record<string, string>>
  readonly expiresOn?: string | null
}

/** Whether the vendor took a credential, and why not. */
export type CredentialTest =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string }

/** What has fields, and what integrations load. */
export type ObjectKind = 'person' | 'device'

/** A column of people, or of another object. */
export interface Field {
  /** What it is known by: the key of a field of people, `device.model` of another object's. */
  readonly id: string
  readonly object: ObjectKind
  readonly key: string
  readonly label: string
  readonly type: string
  readonly unique: boolean
  readonly mandatory: boolean
  readonly options: readonly string[]
  readonly core: boolean
  /** What Muster calls a field of its own; null: it is yours. */
  readonly usualLabel: string | null
  readonly retired: boolean
}

export interface NewField {
  /** People when left out. */
  readonly object?: ObjectKind
  readonly label: string
  readonly type: string
  readonly unique?: boolean
  readonly mandatory?: boolean
  readonly options?: readonly string[]
}

/** What changes of a field, of Muster's own only what it is called; what is left out stays as it is. */
export interface FieldPatch extends Partial<Pick<NewField, 'label' | 'mandatory' | 'options'>> {
  /** Only where no two people have the same value; it stays so. */
  readonly unique?: true
  /** A retired field is shown nowhere; its values are kept. */
  readonly retired?: boolean
}

export interface Health {
  readonly ok: true
  readonly version: string
  /** The time zone in which days begin. */
  readonly zone: string
}

/** By which column rows are counted, and which rows. */
export type GroupsWish = Pick<PageWish, 'filter'> & { readonly by: string }

/** How many there are of each value of a field, the largest first. */
export interface Groups {
  readonly items: readonly { readonly value: string | number | boolean | null; readonly count: number }[]
  /** False: there are more groups than these. */
  readonly isWhole: boolean
}

/** How many there are; not exact: there are more than that. */
export interface Count {
  readonly count: number
  readonly exact: boolean
}
