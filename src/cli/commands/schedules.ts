import { z } from 'zod'
import type { Integration, Schedule } from '../../client/integration.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { getIntegration } from '../named.ts'
import type { Session } from '../session.ts'
import { plainText } from '../text/plain-text.ts'
import { scheduleText } from '../text/schedule-text.ts'
import { timeText } from '../text/values.ts'
import { flag, word } from './input.ts'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const day = z.union([z.literal('last'), z.coerce.number().int().min(1).max(31)], 'must be 1 to 31, or last')

const wish = z.object({
  integration: word,
  every: z.enum(['day', 'week', 'month', 'hours'], 'must be hours, day, week or month').optional(),
  at: word.optional(),
  zone: word.optional(),
  days: word.optional(),
  day: day.optional(),
  hours: z.coerce.number('must be a number').optional(),
  minute: z.coerce.number('must be a number').optional(),
  off: flag,
})
type Wish = z.output<typeof wish>

/** `muster integrations schedule …`, and pausing. */
export const scheduleCommands = [
  defineCommand({
    usage: 'integrations schedule <integration>',
    summary: 'Choose when it runs by itself; without an option, show it',
    options: {
      '--every <unit>': 'hours, day, week or month',
      '--hours <number>': 'with hours: how many, 1 to 24',
      '--minute <minute>': 'with hours: minutes past the hour',
      '--at <time>': 'the time of day: 02:30',
      '--zone <zone>': 'its time zone: Europe/Berlin; that in which days begin when left out',
      '--days <days>': 'with week: mon,thu',
      '--day <day>': 'with month: 1 to 31, or last',
      '--off': 'only when asked to',
    },
    input: wish,
    run: async (session, input) => {
      const client = await session.api()
      const found = await getIntegration(client, input.integration)
      const { integration, ...options } = input
      if (!Object.values(options).some(Boolean)) return showTimes(session, found, wayToChoose)
      const schedule = wanted(input, found.schedule, (await client.health()).zone)
      return showTimes(session, await client.integrations.update(found.id, { schedule }))
    },
  }),
  defineCommand({
    usage: 'integrations pause <integration>',
    summary: 'Stop running it by itself; a run that is under way goes on',
    options: { '--because <reason>': 'what the others will read' },
    input: z.object({ integration: word, because: word.optional() }),
    run: async (session, { integration, because }) => {
      const client = await session.api()
      const { id } = await getIntegration(client, integration)
      return showTimes(session, await client.integrations.pause(id, because))
    },
  }),
  defineCommand({
    usage: 'integrations resume <integration>',
    summary: 'Run a paused one by itself again',
    input: z.object({ integration: word }),
    run: async (session, { integration }) => {
      const client = await session.api()
      const { id } = await getIntegration(client, integration)
      return showTimes(session, await client.integrations.resume(id))
    },
  }),
]

const wayToChoose = 'To choose otherwise: --every day --at 02:30, for example, or --off'

/** The schedule that was asked for. Throws `input.invalid` naming what is left out. */
function wanted(input: Wish, before: Schedule | null, usualZone: string): Schedule {
  if (input.off) return { every: 'off' }
  const every = needed(input.every, '--every', '--every day --at 02:30, or --off')
  if (every === 'hours') {
    const hours = needed(input.hours, '--hours', '--every hours --hours 6')
    return { every, hours, ...(input.minute === undefined ? {} : { minute: input.minute }) }
  }
  const when = {
    at: needed(input.at, '--at', '--at 02:30'),
    zone: input.zone ?? (before && 'zone' in before ? before.zone : usualZone),
  }
  if (every === 'day') return { every, ...when }
  if (every === 'month') return { every, day: needed(input.day, '--day', '--day 1, or --day last'), ...when }
  return { every, days: daysOf(needed(input.days, '--days', '--days mon,thu')), ...when }
}

function needed<T>(value: T | undefined, field: string, example: string): T {
  if (value !== undefined) return value
  throw invalid([{ field, message: `is missing; for example ${example}` }])
}

function daysOf(text: string): number[] {
  const days = text.split(',').map((name) => weekdays.indexOf(name.trim().toLowerCase().slice(0, 3)) + 1)
  if (!days.includes(0)) return days
  throw invalid([{ field: '--days', message: `must be names of days such as ${weekdays.join(',')}` }])
}

function showTimes(session: Session, integration: Integration, hint?: string): undefined {
  const { name, state, nextDue } = integration
  const next = nextDue.map((due) => `  ${timeText(due)}`)
  const runs = `"${plainText(name)}" is ${state}; it runs ${scheduleText(integration)}`
  session.show(integration, [runs, ...next, ...(hint ? [hint] : [])].join('\n'))
}
