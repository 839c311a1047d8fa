import { z } from 'zod'
import { asOfQuery } from '../../kit/list/as-of.ts'
import { filterLike } from '../../kit/list/query.ts'
import { SourceAnswer, Values } from '../../kit/record/sources.ts'

export const PersonAnswer = z.object({
  id: z.string(),
  fullName: z.string().nullable().describe('What they are called, by the fields that may be seen'),
  values: Values,
  archivedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})

const mostNames = 100

export const NamesQuery = z.object({
  ids: z
    .string()
    .max(6000)
    .transform((text) => text.split(','))
    .refine((ids) => ids.length <= mostNames, `must be ${mostNames} ids at the most`)
    .describe('Ids of people, with commas between'),
})

export const NamesAnswer = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
})

export const PersonDetailAnswer = PersonAnswer.extend({
  saasUsers: z.array(
    z.object({
      id: z.string(),
      application: z.object({ vendor: z.string(), instance: z.string() }),
      vendorId: z.string(),
      label: z.string().nullable(),
      role: z.string().nullable(),
      active: z.boolean().nullable().describe('null: the vendor does not say'),
      goneAt: z.iso.datetime().nullable().describe('Since when the vendor no longer has it'),
      unmaintainedAt: z.iso.datetime().nullable().describe('Since when no integration loads it'),
      isLinkedByHand: z.boolean().describe('Whether somebody said by hand that it is theirs'),
    }),
  ),
  sources: z.array(SourceAnswer).describe('What each integration last said of this person'),
  isErased: z.boolean().describe('Nothing is left of this person, and no load brings them back'),
  byHand: z.array(z.string()).describe('The keys of the fields that were edited by hand'),
  merged: z
    .array(
      z.object({
        id: z.string().describe('It leads here'),
        username: z.string(),
        actor: z.string(),
        at: z.iso.datetime(),
        runId: z.string().nullable().describe('null: it is older than the runs of merges'),
      }),
    )
    .describe('Who became part of this person, the last first; left out for whoever does not see every name'),
})

export const PeopleQuery = z.object({
  filter: filterLike('department eq "Sales" and start_date gt 2026-01-31', 'GET /api/fields'),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Part of the username, the e-mail or a name; one or two letters are the beginning of a word'),
  archived: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .describe('Archived people instead of the others'),
  ...asOfQuery,
})
