import type { Integration, Schedule } from '../../client/integration.ts'
import { plainText } from './plain-text.ts'
import { timeText } from './values.ts'

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** When an integration runs by itself, in words. */
export function scheduleText({ schedule }: Pick<Integration, 'schedule'>): string {
  return schedule === null ? 'every night once it is launched, unless told otherwise' : wordsOf(schedule)
}

function wordsOf(schedule: Schedule): string {
  switch (schedule.every) {
    case 'off':
      return 'only when asked to'
    case 'hours':
      return `every ${schedule.hours === 1 ? 'hour' : `${schedule.hours} hours`}${minutesText(schedule.minute)}`
    case 'day':
      return `every day at ${clockText(schedule)}`
    case 'week':
      return `every ${schedule.days.map((day) => days[day - 1] ?? day).join(', ')} at ${clockText(schedule)}`
    case 'month':
      return `every month on ${dayText(schedule.day)} at ${clockText(schedule)}`
  }
}

const minutesText = (minute = 0): string => (minute === 0 ? '' : `, ${minute} minutes past the hour`)
const dayText = (day: number | 'last'): string => (day === 'last' ? 'its last day' : `day ${day} or its last`)
const clockText = ({ at, zone }: { readonly at: string; readonly zone: string }): string =>
  `${at} ${plainText(zone)}`

/** How an integration is, and since when it is not well. */
export function healthText({ health, failures, failingSince }: Integration): string {
  const fails = failingSince === null ? '' : `, ${failures} in a row since ${timeText(failingSince)}`
  return `${healths[health]}${fails}`
}

const healths = {
  ok: 'ok',
  warning: 'records failed in its last run',
  failing: 'its runs fail',
  held: 'a run is held',
} as const satisfies Record<Integration['health'], string>
