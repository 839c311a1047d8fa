import { expect, it } from 'vitest'
import type { Schedule } from '../../../client/integration.ts'
import { inRhythm, scheduleText } from './schedule-words.ts'

it.each<[Schedule | null, string]>([
  [null, 'Once a night, from its launch on'],
  [{ every: 'off' }, 'Only by hand'],
  [{ every: 'hours', hours: 1 }, 'Every hour'],
  [{ every: 'hours', hours: 6 }, 'Every 6 hours'],
  [{ every: 'day', at: '02:30', zone: 'UTC' }, 'Daily at 02:30, UTC'],
  [{ every: 'week', days: [1, 7], at: '02:30', zone: 'UTC' }, 'Monday, Sunday at 02:30, UTC'],
  [{ every: 'month', day: 'last', at: '02:30', zone: 'UTC' }, 'Monthly on the last day at 02:30, UTC'],
])('a schedule is told in a sentence: %j', (schedule, text) => {
  expect(scheduleText(schedule)).toBe(text)
})

it('another rhythm keeps time and zone', () => {
  const weekly: Schedule = { every: 'week', days: [2], at: '04:15', zone: 'Europe/Paris' }
  expect(inRhythm('month', weekly, 'UTC')).toEqual({
    every: 'month',
    day: 1,
    at: '04:15',
    zone: 'Europe/Paris',
  })
})
