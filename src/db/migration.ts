/** One step of the schema, forward only. `sql` runs in one transaction and is never edited after a release. */
export interface Migration {
  /** 1, 2, 3 … without a gap. */
  readonly version: number
  readonly name: string
  readonly sql: string
}
