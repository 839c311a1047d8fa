import { z } from 'zod'
import { objectKinds } from '../../directory/field.ts'

export const runModes = ['plan', 'apply'] as const
const runKinds = ['load', 'replay', 'undo', 'edit', 'reorder', 'merge', 'split'] as const

const count = z.number().int()
const time = z.iso.datetime().nullable()

export const RunAnswer = z.object({
  id: z.string(),
  integrationId: z.string().nullable().describe('null: of none, for it comes from the directory itself'),
  integrationName: z.string(),
  state: z
    .string()
    .describe(
      'queued, leased, reading, planned or applying: it goes on by itself. previewed or held: it waits for a person. succeeded, succeeded_with_failures, empty, failed, cancelled, rejected, superseded or expired: it is over',
    ),
  mode: z.enum(runModes),
  kind: z
    .enum(runKinds)
    .describe(
      'From the vendor, from what is stored of it, the undo of a run, an edit by hand of many, another order of sources, two people who become one, or who are taken apart again',
    ),
  object: z.enum([...objectKinds, 'saas_application']).describe('What its records are'),
  undoes: z.string().nullable().describe('The run that it takes back'),
  undoneBy: z.string().nullable().describe('The applied run that took it back'),
  actor: z.string(),
  attempts: count.describe('How often it was taken up; more than once: it was interrupted and went on'),
  revision: count.describe('The revision of the integration it ran with'),
  ledger: z.object({
    read: count,
    created: count,
    updated: count,
    unchanged: count,
    skipped: count,
    failed: count,
    held: count,
  }),
  archived: count.describe('People or devices that are archived; they are among the updated'),
  restored: count.describe('People or devices that are brought back; they are among the updated'),
  gone: count.describe(
    'Records of earlier runs that the vendor no longer has; in no list, so beside the ledger',
  ),
  links: z
    .boolean()
    .describe(
      'Whether it says by hand whose SaaS users are, so that its records are these, instead of people',
    ),
  unmaintained: count.describe(
    'SaaS users that nobody loads any more, for the integration loads none, or those of another application',
  ),
  progress: z.object({
    read: count,
    staged: count,
    applied: count,
    toApply: count.nullable().describe('Records that create or update; known once it is planned'),
    expected: count
      .nullable()
      .describe('How many records the last run read, while this one goes on; null: there was none before'),
    secondsLeft: count
      .nullable()
      .describe(
        'About how long it goes on reading, or applying, whichever it does, at its present pace; null where nobody can know, as on a first run',
      ),
  }),
  digest: z
    .string()
    .nullable()
    .describe('What the plan says, as a hash: two plans with one digest do the same'),
  fault: z.object({ code: z.string(), message: z.string() }).nullable(),
  remarks: z.array(z.string()).describe('What could not be done as usual, and what follows from it'),
  brakes: z
    .array(
      z.object({
        brake: z.string(),
        message: z.string(),
        count,
        of: count,
        limit: count,
        samples: z.array(z.string()).describe('Some of whom it is about'),
      }),
    )
    .describe('Every limit that the plan is over'),
  releasedBy: z.string().nullable(),
  rejectedBy: z.string().nullable(),
  rejectedBecause: z.string().nullable().describe('The reason of whoever rejected it, if they said one'),
  releasedAt: time,
  timings: z.record(z.string(), z.number()).describe('Milliseconds by stage'),
  dueAt: time.describe('When its schedule wanted it; null: somebody asked for it'),
  queuedAt: time,
  startedAt: time,
  plannedAt: time,
  finishedAt: time,
  prunedAt: time.describe('When its outcomes were dropped, because they were old'),
})

/** A word on a plan that waits: exactly the one of this digest. */
export const Seen = z.strictObject({ digest: z.string().max(64).describe('Of the plan that was looked at') })

/** A word against a plan that waits. */
export const Rejected = Seen.extend({
  reason: z.string().trim().min(1).max(500).optional().describe('Kept with the run, and in activity'),
})
