import type { ActivityWish } from '../../../client/activity.ts'
import { startOf } from '../../ui/time.ts'

/** The filters as they stand in the address: days are those of the workspace. */
export interface ActivitySearch {
  readonly who?: string
  readonly act?: string
  readonly thing?: string
  readonly since?: string
  readonly until?: string
}

/** What is asked of the server: moments. */
export function wishOf({ since, until, ...others }: ActivitySearch): ActivityWish {
  return {
    ...others,
    ...(since ? { since: startOf(since) } : {}),
    ...(until ? { until: startOf(until, 1) } : {}),
  }
}

/** Where all that is wanted comes as a file. */
export function exportAddress(wish: ActivityWish): string {
  const given = Object.entries(wish).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `/api/activity/export?${new URLSearchParams(given)}`
}
