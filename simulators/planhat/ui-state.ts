import { draw } from './draw.ts'
import type { JsonObject } from './json.ts'
import type { User } from './users.ts'

const salt = 61

/**
 * What older lists and the single-user answer say besides: screen settings and the state of mail sync.
 * Only made when asked for, as nothing a directory needs is in it.
 */
export function uiState(seed: number, index: number, user: User): JsonObject {
  const drawn = draw(seed, index, salt)
  return {
    radarOneLine: drawn % 2 === 0,
    compressedView: drawn % 3 === 0,
    // The property table of the vendor says object; every sample is text.
    taskFilter: drawn % 5 === 0 ? JSON.stringify({ owner: user._id }) : '',
    companyFilter: '',
    workflowFilter: '',
    defaultMeetingLength: 60,
    // Days since 1970, unlike every other date.
    lastDailyDigest: 20_000 + (drawn % 500),
    dailyDigest: true,
    accountAccess: 'all accounts',
    poc: drawn % 4 === 0 ? ['Agreement', 'Technical'] : [],
    googleApi: { accessEnabled: false, syncEnabled: false, syncInitial: false, syncedLabels: [] },
  }
}

/** The names of the properties `uiState` makes. */
export const uiProperties: readonly string[] = Object.keys(uiState(0, 0, { _id: '' }))
