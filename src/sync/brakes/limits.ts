/** A brake's limit: so many percent of what it is measured against, but never fewer than `min`. */
export interface Limit {
  readonly percent: number
  readonly min: number
}

/** The brakes that can be set otherwise for an integration, and how they usually stand. The rest cannot be switched off. */
export const usualLimits = {
  deactivations: { percent: 10, min: 5 },
  creations: { percent: 50, min: 50 },
  changes: { percent: 30, min: 50 },
  keys: { percent: 10, min: 5 },
  failures: { percent: 5, min: 5 },
  day: { percent: 20, min: 3 },
  emptied: { percent: 10, min: 5 },
  software: { percent: 50, min: 50 },
} as const satisfies Readonly<Record<string, Limit>>

/** What each of them counts, in the words of whoever sets it. */
export const aboutBrakes = {
  deactivations: {
    label: 'Deactivated or gone',
    about: 'People or accounts that would be deactivated or are gone, of those that are active',
  },
  creations: { label: 'New', about: 'Records under ids that were never seen, of those that are known' },
  changes: {
    label: 'Changed values',
    about: 'Known people for whom one field would get another value, or the role of their account',
  },
  keys: {
    label: 'Changed keys',
    about: 'Known people who would get another username, e-mail address or sync key',
  },
  failures: {
    label: 'Failed',
    about:
      'Records that cannot be taken and did not fail in the same way the last time, of all that were read',
  },
  day: {
    label: 'Deactivated within a day',
    about: 'People or accounts deactivated or gone in all runs of 24 hours, of those that were active',
  },
  emptied: { label: 'Emptied', about: 'Known people for whom one field would become empty' },
  software: {
    label: 'Removed software',
    about: 'Titles of software by which devices have fewer than before, of all that are installed',
  },
} as const satisfies Readonly<Record<keyof typeof usualLimits, About>>

interface About {
  readonly label: string
  readonly about: string
}

export type AdjustableBrake = keyof typeof usualLimits
/** Their names, for whoever reads them from outside. */
export const adjustableBrakes = [
  'deactivations',
  'creations',
  'changes',
  'keys',
  'failures',
  'day',
  'emptied',
  'software',
] as const satisfies readonly AdjustableBrake[]
export type Limits = Readonly<Record<AdjustableBrake, Limit>>

/** Between which a limit may be set: what would let half of a directory through is for a person to say, plan by plan. */
export const limitBounds = { percent: { least: 1, most: 50 }, min: { least: 1, most: 100 } } as const

/** What an integration sets otherwise, as it was saved. */
export type Adjustments = Readonly<
  Partial<Record<AdjustableBrake, { readonly [Part in keyof Limit]?: number | undefined }>>
>

/** The limits of an integration: the usual ones, but for what it sets otherwise. */
export function limitsOf(adjusted: Adjustments): Limits {
  const limit = (brake: AdjustableBrake): Limit => {
    const { percent = usualLimits[brake].percent, min = usualLimits[brake].min } = adjusted[brake] ?? {}
    return { percent: Math.min(percent, limitBounds.percent.most), min: Math.min(min, limitBounds.min.most) }
  }
  return {
    deactivations: limit('deactivations'),
    creations: limit('creations'),
    changes: limit('changes'),
    keys: limit('keys'),
    failures: limit('failures'),
    day: limit('day'),
    emptied: limit('emptied'),
    software: limit('software'),
  }
}

/** Whether a limit lets more through than another in any case. */
export const isWider = (limit: Limit, than: Limit): boolean =>
  limit.percent > than.percent || limit.min > than.min

/** The brakes that would let more through than usual and than before. */
export function widened(adjusted: Adjustments, before: Adjustments): AdjustableBrake[] {
  const [after, now] = [limitsOf(adjusted), limitsOf(before)]
  return adjustableBrakes.filter((brake) => {
    const [usual, kept] = [usualLimits[brake], now[brake]]
    const most = { percent: Math.max(usual.percent, kept.percent), min: Math.max(usual.min, kept.min) }
    return isWider(after[brake], most)
  })
}
