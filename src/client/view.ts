/** What a list is asked, and how it is shown. */
export interface ViewWords {
  readonly search?: string
  readonly filter?: string
  readonly sort?: string
  readonly columns?: string
  readonly density?: 'compact'
  readonly archived?: true
  /** The column whose values are counted. */
  readonly group?: string
  /** The day as of which it always is; as of today when left out. */
  readonly asOf?: string
}

export type ViewedList = 'people' | 'saas-applications' | 'saas-users' | 'devices' | 'software'

/** A list as somebody shaped it, kept under a name. */
export interface View {
  readonly id: string
  readonly list: ViewedList
  readonly name: string
  readonly reach: 'private' | 'role' | 'everyone'
  readonly role: string | null
  readonly isDefault: boolean
  readonly mayEdit: boolean
  readonly words: ViewWords
  /** An index is kept for it. */
  readonly isFast: boolean
}

/** A role that would not see a view, and what of it that does not see. */
export interface HiddenFrom {
  readonly role: string
  readonly label: string
  readonly missing: readonly string[]
}

export type NewView = Pick<View, 'list' | 'name' | 'words'> & Partial<Pick<View, 'isDefault'>>
/** Who gets a view, and as what. */
export type ViewShare = Pick<View, 'reach' | 'role'> & Partial<Pick<View, 'name' | 'isDefault'>>
export type ViewEdit = Partial<Pick<View, 'name' | 'words' | 'isDefault'>>
