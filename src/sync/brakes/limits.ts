/** A brake's limit: so many percent of what it is measured against, but never fewer than `min`. */
export interface Limit {
  readonly percent: number
  readonly min: number
}

/** The brakes that can be set otherwise for an integration, and how they usually stand. The rest cannot be switched off. */
export const usualLimits = {
  deactivations: { percent: 10, min: 5 },
  creations: { percent: 50, min: 50 },
  keys: { percent: 10, min: 5 },
  failures: { percent: 5, min: 5 },
  day: { percent: 20, min: 3 },
  emptied: { percent: 10, min: 5 },
} as const satisfies Readonly<Record<string, Limit>>

export type AdjustableBrake = keyof typeof usualLimits
export type Limits = Readonly<Record<AdjustableBrake, Limit>>

/** Between which a limit may be set. */
export const limitBounds = { percent: { least: 1, most: 100 }, min: { least: 1, most: 100_000 } } as const

/** What an integration sets otherwise, as it was saved. */
export type Adjustments = Readonly<
  Partial<Record<AdjustableBrake, { readonly [Part in keyof Limit]?: number | undefined }>>
>

/** The limits of an integration: the usual ones, but for what it sets otherwise. */
export function limitsOf(adjusted: Adjustments): Limits {
  const limit = (brake: AdjustableBrake): Limit => {
    const { percent = usualLimits[brake].percent, min = usualLimits[brake].min } = adjusted[brake] ?? {}
    return { percent, min }
  }
  return {
    deactivations: limit('deactivations'),
    creations: limit('creations'),
    keys: limit('keys'),
    failures: limit('failures'),
    day: limit('day'),
    emptied: limit('emptied'),
  }
}
