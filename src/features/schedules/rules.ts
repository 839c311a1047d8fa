import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Tables } from '../../db/tables.ts'
import { publicId } from '../../lib/ids.ts'
import type { Schedule, ScheduleAnswer, Timing } from './schema.ts'

const oneAtNight = 60
const fourHours = 240

/** The schedule of an integration for which none was chosen: every night at a minute of its own between 1 and 5. */
export function usualSchedule(integrationId: string, zone: string): Schedule {
  const hash = createHash('sha256').update(integrationId).digest().readUInt32BE()
  const minute = oneAtNight + (hash % fourHours)
  return { every: 'day', at: `${two(Math.floor(minute / 60))}:${two(minute % 60)}`, zone }
}

const two = (number: number): string => String(number).padStart(2, '0')

type Row = Pick<
  Selectable<Tables['integration']>,
  'schedule' | 'failures' | 'failing_since' | 'paused_because'
>

/** What is said of an integration's schedule. */
export function presentTiming(row: Row, timing?: Timing): z.input<typeof ScheduleAnswer> {
  return {
    // Parsed by the same schema when it was saved.
    schedule: row.schedule as Schedule | null,
    lastRun:
      timing?.last_run_id && timing.last_run_at
        ? { id: publicId('run', timing.last_run_id), at: timing.last_run_at.toISOString() }
        : null,
    taken: timing?.taken ?? null,
    nextDue: timing?.next_due.map((at) => at.toISOString()) ?? [],
    lastDue:
      timing?.last_due_at && timing.last_due_run
        ? { at: timing.last_due_at.toISOString(), runId: publicId('run', timing.last_due_run) }
        : null,
    health: timing?.health ?? 'ok',
    failures: row.failures,
    failingSince: row.failing_since?.toISOString() ?? null,
    pausedBecause: row.paused_because,
  }
}

/** SQL: whether an active integration has a schedule and no due time, because PostgreSQL does not know its zone (any more). */
export const isStranded = (integration: 'integration' | 'i'): string =>
  `${integration}.state = 'active' and ${integration}.next_due_at is null and ${integration}.schedule ->> 'every' <> 'off'`
