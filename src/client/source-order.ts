/** In which order sources speak of a field; what is written by hand comes before all of them. */
export interface SourceOrder {
  readonly field: string
  /** They speak as they were launched. */
  readonly isUsual: boolean
  /** The first speaks first. */
  readonly sources: readonly OrderedSource[]
  /** Another order that waits until the plan of its run is applied. */
  readonly proposal: {
    readonly runId: string
    readonly by: string
    readonly integrationIds: readonly string[]
  } | null
}

export interface OrderedSource {
  readonly integrationId: string
  readonly integrationName: string
  readonly launchedAt: string
  /** Its mapping writes the field now. */
  readonly writes: boolean
}
