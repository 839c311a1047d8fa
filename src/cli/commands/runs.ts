import { z } from 'zod'
import { everyItem } from '../../client/every-item.ts'
import type { OutcomeKind, Run } from '../../client/run.ts'
import { countText } from '../../lib/counts.ts'
import { defineCommand } from '../command.ts'
import { getIntegration } from '../named.ts'
import { mentionNotices } from '../open-notices.ts'
import { intentOf, planAndApply, undoAndApply } from '../plan-and-apply.ts'
import { applyPlan, releasePlan } from '../release-plan.ts'
import { readSamples } from '../samples.ts'
import { take } from '../take.ts'
import { resumedText } from '../text/attempts.ts'
import { outcomesText, planText, type Sample } from '../text/plan-text.ts'
import { reportText } from '../text/report-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { timeText } from '../text/values.ts'
import { flag, limit, listInput, listOptions, word } from './input.ts'

const kinds = [
  'created',
  'updated',
  'archived',
  'restored',
  'gone',
  'skipped',
  'failed',
  'held',
] as const satisfies readonly OutcomeKind[]

const columns: readonly Column<Run>[] = [
  { title: 'WHEN', of: (run) => timeText(run.queuedAt) },
  { title: 'INTEGRATION', of: (run) => run.integrationName, shrinks: true },
  { title: 'STATE', of: stateText },
  { title: 'READ', of: (run) => countText(run.ledger.read), align: 'right' },
  { title: 'CREATED', of: (run) => countText(run.ledger.created), align: 'right' },
  { title: 'UPDATED', of: (run) => countText(run.ledger.updated), align: 'right' },
  { title: 'GONE', of: (run) => countText(run.gone), align: 'right' },
  { title: 'FAILED', of: (run) => countText(run.ledger.failed), align: 'right' },
  { title: 'ID', of: (run) => run.id },
]

/** `muster runs` and `muster run …`. */
export const runCommands = [
  defineCommand({
    usage: 'runs',
    summary: 'What ran, the newest first, and how it ended',
    options: {
      '--integration <name>': 'only those of one integration',
      ...listOptions,
      '--limit <n>': 'so many; 20 by default',
    },
    input: z.object({ integration: word.optional(), ...listInput, limit: limit(20) }),
    run: async (session, input) => {
      const client = await session.api()
      const integrationId = input.integration && (await getIntegration(client, input.integration)).id
      const runs = await take(
        everyItem(
          (wish) => client.runs.list({ ...wish, filter: input.filter, sort: input.sort, integrationId }),
          Math.min(input.limit, 200),
        ),
        input.limit,
      )
      const text = tableText(columns, runs, session.terminal.width)
      session.show(runs, runs.length === 0 ? 'Nothing ran yet. To begin: muster load planhat' : text)
      await mentionNotices(session, client)
      return undefined
    },
  }),
  defineCommand({
    usage: 'run <integration>',
    summary: 'Make a plan of an integration, show it, and apply exactly it; on a terminal it asks before',
    options: { '--plan': 'look only', '--apply': 'apply without asking', '--yes': 'the same as --apply' },
    input: z.object({ integration: word, plan: flag, apply: flag, yes: flag }),
    run: async (session, input) => {
      const intent = intentOf(input)
      return planAndApply(session, await getIntegration(await session.api(), input.integration), intent)
    },
  }),
  defineCommand({
    usage: 'run show <id>',
    summary: 'How a run ended, and what became of its records',
    options: { '--kind <kind>': `only ${kinds.join(', ')}`, '--limit <n>': 'so many records; 50 by default' },
    input: z.object({
      id: word,
      kind: z.enum(kinds, `must be one of ${kinds.join(', ')}`).optional(),
      limit: limit(50),
    }),
    run: async (session, { id, kind, limit: most }) => {
      const client = await session.api()
      const run = await client.runs.get(id)
      if (!kind && !session.json) {
        session.show(run, [reportText(run), planText(run, await readSamples(client, run))].join('\n\n'))
        return undefined
      }
      const wanted = everyItem((wish) => client.runs.outcomes(id, { ...wish, kind }), Math.min(most, 200))
      const outcomes = await take(wanted, most)
      session.show({ run, outcomes }, kind ? outcomesOf(run, { kind, items: outcomes }) : '')
      return undefined
    },
  }),
  defineCommand({
    usage: 'run apply <id>',
    summary: 'Apply exactly the plan that was shown',
    input: z.object({ id: word }),
    run: async (session, { id }) => applyPlan(session, await (await session.api()).runs.get(id)),
  }),
  defineCommand({
    usage: 'run release <id>',
    summary: 'Apply exactly the plan that a brake holds',
    input: z.object({ id: word }),
    run: (session, { id }) => releasePlan(session, id),
  }),
  defineCommand({
    usage: 'run reject <id>',
    summary: 'Throw a plan away that waits; nothing of it is applied',
    options: { '--reason <text>': 'why; kept with the run, and in activity' },
    input: z.object({ id: word, reason: word.optional() }),
    run: async (session, { id, reason }) => {
      const client = await session.api()
      const { digest } = await client.runs.get(id)
      const run = await client.runs.reject(id, digest ?? '', reason)
      session.show(run, reportText(run))
      return undefined
    },
  }),
  defineCommand({
    usage: 'run undo <id>',
    summary: 'Plan to take a run back, show it, and apply exactly it; on a terminal it asks before',
    options: { '--plan': 'look only', '--apply': 'apply without asking', '--yes': 'the same as --apply' },
    input: z.object({ id: word, plan: flag, apply: flag, yes: flag }),
    run: (session, { id, ...flags }) => undoAndApply(session, { id }, intentOf(flags)),
  }),
  defineCommand({
    usage: 'run cancel <id>',
    summary: 'Stop a run; nothing of it is applied',
    input: z.object({ id: word }),
    run: async (session, { id }) => {
      const run = await (await session.api()).runs.cancel(id)
      session.show(run, run.state === 'cancelled' ? reportText(run) : 'The run was asked to stop')
      return undefined
    },
  }),
]

const wordsOfKind = {
  load: '',
  replay: 'change ',
  undo: 'undo ',
  edit: 'bulk edit ',
  reorder: 'order ',
  merge: 'merge ',
  split: 'taking apart ',
} as const satisfies Record<Run['kind'], string>

function stateText(run: Run): string {
  const { kind, state, undoneBy } = run
  const said = `${wordsOfKind[kind]}${state.replaceAll('_', ' ')}`
  return [said, resumedText(run), undoneBy && 'undone'].filter(Boolean).join(', ')
}

function outcomesOf(run: Run, { kind, items }: Sample): string {
  return items.length === 0 ? `No record was ${kind}` : outcomesText(run, { kind, items }).join('\n')
}
