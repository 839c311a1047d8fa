/** What was counted over the whole list, to choose sync keys by. */
export interface Survey {
  readonly state: 'waiting' | 'reading' | 'done' | 'failed'
  readonly read: number
  /** Records that take part; null until it is done. */
  readonly records: number | null
  readonly keys: readonly {
    readonly key: string
    readonly label: string
    /** Records without a value. */
    readonly blank: number
    /** Records whose value another one had before. */
    readonly repeated: number
    /** Records whose value somebody in the directory has. */
    readonly meets: number
    /** Records whose value finds somebody else than another field of theirs. */
    readonly disagrees: number
  }[]
  readonly advice: { readonly keys: readonly string[]; readonly because: string } | null
  readonly fault: string | null
  readonly askedAt: string
  readonly finishedAt: string | null
}
