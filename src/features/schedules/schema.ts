import { z } from 'zod'

const at = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 02:30')
  .describe('A time of day by the clocks of the zone')
const zone = z.string().trim().min(1).max(80).describe('A time zone by its IANA name, such as Europe/Berlin')

/** When an integration runs by itself. */
export const Schedule = z
  .discriminatedUnion('every', [
    z.strictObject({ every: z.literal('off') }),
    z.strictObject({
      every: z.literal('hours'),
      hours: z.int().min(1).max(24),
      minute: z.int().min(0).max(59).optional().describe('Minutes past the hour in UTC; 0 when left out'),
    }),
    z.strictObject({ every: z.literal('day'), at, zone }),
    z.strictObject({
      every: z.literal('week'),
      days: z
        .array(z.int().min(1).max(7))
        .min(1, 'name at least one day')
        .max(7)
        .refine((days) => new Set(days).size === days.length, 'name each day once')
        .describe('Monday is 1, Sunday 7'),
      at,
      zone,
    }),
    z.strictObject({
      every: z.literal('month'),
      day: z
        .union([z.int().min(1).max(31), z.literal('last')], 'must be 1 to 31, or "last"')
        .describe('In a month without that day, its last one'),
      at,
      zone,
    }),
  ])
  .describe('When it runs by itself')

export type Schedule = z.output<typeof Schedule>

const healths = ['ok', 'warning', 'failing', 'held'] as const

const time = z.iso.datetime()

/** What is said of an integration's schedule; part of every answer about an integration. */
export const ScheduleAnswer = z.object({
  schedule: Schedule.nullable().describe('Null: not chosen yet; the launch takes once a night'),
  lastRun: z
    .object({ id: z.string(), at: time.describe('When it ended') })
    .nullable()
    .describe('The last load that ended, by its schedule or by hand'),
  taken: z
    .number()
    .int()
    .nullable()
    .describe(
      'Records that the last applied load created, updated or found unchanged; null before there is one',
    ),
  nextDue: z.array(time).describe('Its next five due times; none while it is off, paused, or not launched'),
  lastDue: z
    .object({ at: time, runId: z.string() })
    .nullable()
    .describe('The last due time that got its run; one that meets a run under way waits for its end'),
  health: z.enum(healths).describe('warning: records failed in its last run'),
  failures: z.number().int().describe('Scheduled runs that failed since one last worked'),
  failingSince: time.nullable(),
  pausedBecause: z.string().nullable(),
})

/** What an integration's schedule did and will do, as the store reads it. */
export interface Timing {
  readonly next_due: readonly Date[]
  readonly last_due_at: Date | null
  readonly last_due_run: string | null
  /** The last load that ended. */
  readonly last_run_id: string | null
  readonly last_run_at: Date | null
  /** What the last one that was applied took. */
  readonly taken: number | null
  /** How the integration is, told by its last runs. */
  readonly health: (typeof healths)[number]
}
