/** One step of the schema, forward only. `sql` runs in one transaction and is never edited after a release. */
export interface Migration {
  /** 1, 2, 3 …; applied in this order. */
  readonly version: number
  readonly name: string
  readonly sql: string
}
