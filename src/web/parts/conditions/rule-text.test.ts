import { expect, it } from 'vitest'
import { readFilter } from '../../../client/filter.ts'
import type { Condition } from '../../../client/integration.ts'
import { timeText } from '../../ui/time.ts'
import { conditionText } from './rule-text.ts'

const fields = {
  isInactive: { label: 'Inactive', type: 'boolean' },
  email: { label: 'Email', type: 'text' },
  height: { label: 'Height', type: 'number' },
  seen: { label: 'Last seen', type: 'datetime' },
  start: { label: 'Start date', type: 'date' },
} as const
const say = (condition: Condition) =>
  conditionText(condition, (key) => new Map(Object.entries(fields)).get(key))

it.each([
  [
    'isInactive eq false and (email not ends "@example.com" or email empty)',
    'Inactive is no and (Email does not end with @example.com or Email is empty)',
  ],
  ['height between (1, 2)', 'Height is between 1 and 2'],
  ['shoes in (a, b)', 'shoes is one of a, b'],
  ['email eq today', 'Email is today'],
  ['seen eq 2026-03-29', 'Last seen is on 29 Mar 2026'],
  ['start not eq 2026-03-29', 'Start date is not on 29 Mar 2026'],
  ['seen eq today', 'Last seen is today'],
  ['seen eq this-month', 'Last seen is in this month'],
  ['seen eq last-week', 'Last seen is in last week'],
  ['seen lt this-quarter', 'Last seen is before this quarter'],
  ['seen gt this-month', 'Last seen is after this month'],
  ['seen last-days 30', 'Last seen is in the last 30 days'],
  ['seen not last-days 30', 'Last seen is not in the last 30 days'],
  ['seen before-days 1', 'Last seen is more than 1 day ago'],
  ['seen next-days 7', 'Last seen is in the next 7 days'],
  ['start between (2026-01-01, yesterday)', 'Start date is between 1 Jan 2026 and yesterday'],
  ['seen gt "2026-03-29T10:00:00.000Z"', `Last seen is after ${timeText('2026-03-29T10:00:00.000Z')}`],
  ['seen eq soon', 'Last seen is on soon'],
  ['seen eq "10/10/2026"', 'Last seen is on 10/10/2026'],
  ['seen eq 2026-13-01', 'Last seen is on 2026-13-01'],
  ['seen gt 2026-03-29T99', 'Last seen is after 2026-03-29T99'],
])('%s reads as "%s"', (filter, text) => {
  expect(say(readFilter(filter) ?? { combine: 'and', rules: [] })).toBe(text)
})
