import type { Schedule } from '../../../client/integration.ts'

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

/** A schedule in a sentence. */
export function scheduleText(schedule: Schedule | null): string {
  if (schedule === null) return 'Once a night, from its launch on'
  switch (schedule.every) {
    case 'off':
      return 'Only by hand'
    case 'hours':
      return schedule.hours === 1 ? 'Every hour' : `Every ${schedule.hours} hours`
    case 'day':
      return `Daily at ${schedule.at}, ${schedule.zone}`
    case 'week':
      return `${schedule.days.map((day) => weekdays[day - 1]).join(', ')} at ${schedule.at}, ${schedule.zone}`
    case 'month':
      return `Monthly on ${schedule.day === 'last' ? 'the last day' : `day ${schedule.day}`} at ${schedule.at}, ${schedule.zone}`
  }
}

export type Every = Schedule['every']

/** A schedule of another rhythm that keeps what it can of the one before. */
export function inRhythm(every: Every, before: Schedule | null, zone: string): Schedule {
  const at = before && 'at' in before ? before.at : '02:30'
  const where = before && 'zone' in before ? before.zone : zone
  switch (every) {
    case 'off':
      return { every }
    case 'hours':
      return { every, hours: 6 }
    case 'day':
      return { every, at, zone: where }
    case 'week':
      return { every, days: [1], at, zone: where }
    case 'month':
      return { every, day: 1, at, zone: where }
  }
}
