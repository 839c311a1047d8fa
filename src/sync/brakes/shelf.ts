import { allowed, type Brake } from './brake.ts'
import { isWider, usualLimits } from './limits.ts'
import {
  active,
  changed,
  created,
  deactivated,
  deactivatedInDay,
  deactivatedOrMissing,
  emptied,
  failed,
  privileged,
  rekeyed,
  reused,
  revalued,
  stripped,
} from './rows.ts'

const none = () => 0

const unasked = (limit: string) => `a run with more than ${limit} waits until a person releases it`

const mass = { percent: 10, min: 50 }

// Ten percent of a small team is nobody, and five of it are too many.
const few = { below: 50, most: 3 }

/** Every brake. What an incomplete list would do needs none: it is never planned. */
export const brakes: readonly Brake[] = [
  {
    key: 'mass',
    holds: 'run',
    sentence: ({ count, of, limit, words }) =>
      `${count} of ${of} ${words.many} would be changed at once; more than ${limit} are unusual`,
    of: 'met',
    when: ({ from }) => from === 'directory',
    rows: changed,
    limit: (_, of) => allowed(mass, of),
  },
  {
    key: 'empty-list',
    holds: 'run',
    sentence: ({ of }) => `The vendor’s list is empty, while ${of} are known and active`,
    of: 'active',
    when: ({ from, read }) => from === 'list' && read === 0,
    rows: active,
    limit: none,
  },
  {
    key: 'deactivations',
    holds: 'run',
    sentence: ({ count, of, limit, words }) =>
      `${count} ${words.gone} would be deactivated or are gone, where ${of} are active; ${unasked(limit)}`,
    of: 'active',
    rows: deactivatedOrMissing,
    limit({ deactivations }, of) {
      const most = allowed(deactivations, of)
      return of < few.below && !isWider(deactivations, usualLimits.deactivations)
        ? Math.min(few.most, most)
        : most
    },
  },
  {
    key: 'creations',
    holds: 'run',
    sentence: ({ count, of, limit }) =>
      `${count} records come under ids that were never seen, where ${of} are known; ${unasked(limit)}`,
    of: 'known',
    // Whoever is written by hand for the first time, or has no record of ours, is not new.
    when: ({ from, known }) => from !== 'directory' && known >= 20,
    rows: created,
    limit: ({ creations }, of) => allowed(creations, of),
  },
  {
    key: 'changes',
    holds: 'run',
    sentence: ({ count, of, limit, field, words }) =>
      `“${field}” would become another for ${count} of ${of} known ${words.many}; ${unasked(limit)}`,
    of: 'met',
    // Of the directory itself, "mass" says it of all fields at once.
    when: ({ from }) => from !== 'directory',
    rows: revalued,
    limit: ({ changes }, of) => allowed(changes, of),
  },
  {
    key: 'keys',
    holds: 'run',
    sentence: ({ count, of, limit, words }) =>
      `${count} of ${of} known ${words.many} would get another ${words.one === 'person' ? 'username, e-mail' : 'serial number'} or sync key; ${unasked(limit)}`,
    of: 'met',
    rows: rekeyed,
    limit: ({ keys }, of) => allowed(keys, of),
  },
  {
    key: 'privileged',
    holds: 'rows',
    sentence: ({ count }) =>
      `${count === '1' ? '1 record' : `${count} records`} would change people whose role may write; that is only done by a plan that a person looked at`,
    of: 'read',
    rows: privileged,
    limit: none,
  },
  {
    key: 'reused',
    holds: 'rows',
    sentence: ({ count }) =>
      `${count === '1' ? '1 record comes' : `${count} records come`} under new ids in place of people who are gone; whether they are the same is only decided by a plan that a person looked at`,
    of: 'read',
    rows: reused,
    limit: none,
  },
  {
    key: 'failures',
    holds: 'run',
    sentence: ({ count, of, limit }) =>
      `${count} of ${of} records cannot be taken that did not fail in the same way the last time; ${unasked(limit)}`,
    of: 'read',
    rows: failed,
    limit: ({ failures }, of) => allowed(failures, of),
  },
  {
    key: 'day',
    holds: 'run',
    sentence: ({ count, of, limit, words }) =>
      `${count} ${words.gone} would have been deactivated or gone within 24 hours, where ${of} were active; ${unasked(limit)}`,
    of: 'active',
    // What comes from the directory itself was looked at, whatever it adds up to.
    when: ({ from }) => from !== 'directory',
    rows: deactivated,
    earlier: deactivatedInDay,
    limit: ({ day }, of) => allowed(day, of),
  },
  {
    key: 'emptied',
    holds: 'run',
    sentence: ({ count, of, limit, field, words }) =>
      `${field} would become empty for ${count} of ${of} known ${words.many}; ${unasked(limit)}`,
    of: 'met',
    rows: emptied,
    limit: ({ emptied: limit }, of) => allowed(limit, of),
  },
  {
    key: 'software',
    holds: 'run',
    sentence: ({ count, of, limit }) =>
      `${count} of ${of} installations of software would be gone from devices that are still there; ${unasked(limit)}`,
    of: 'installed',
    when: ({ from }) => from === 'list',
    rows: stripped,
    weight: 'lost',
    limit: ({ software }, of) => allowed(software, of),
  },
]
