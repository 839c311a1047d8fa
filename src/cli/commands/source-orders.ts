import { z } from 'zod'
import type { OrderedSource, SourceOrder } from '../../client/source-order.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { findNamed, getField, missing } from '../named.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { timeText } from '../text/values.ts'
import { flag, word } from './input.ts'

const columns: readonly Column<OrderedSource>[] = [
  { title: 'WHO SPEAKS FIRST', of: ({ integrationName }) => integrationName, shrinks: true },
  { title: 'LAUNCHED', of: ({ launchedAt }) => timeText(launchedAt) },
  { title: 'WRITES IT NOW', of: ({ writes }) => (writes ? 'yes' : 'no') },
]

/** `muster fields sources`. */
export const sourceOrderCommands = [
  defineCommand({
    usage: 'fields sources <field>',
    summary:
      'Which source speaks first of a field, by its key or label; another order is shown as a plan first',
    options: {
      '--first <names>':
        'have these integrations speak first: "HR,Planhat"; others follow as they were launched',
      '--usual': 'have all of them speak as they were launched',
    },
    input: z.object({ field: word, first: word.optional(), usual: flag }),
    run: async (session, { field: wanted, first, usual }) => {
      if (first !== undefined && usual)
        throw invalid([{ field: '--first', message: 'excludes --usual; choose one' }])
      const client = await session.api()
      const before = await client.fields.sources((await getField(client, wanted)).id)
      const names = usual ? [] : first?.split(',').flatMap((name) => name.trim() || [])
      const order = names ? await client.fields.proposeSources(before.field, idsOf(names, before)) : before
      session.show(
        order,
        [tableText(columns, order.sources, session.terminal.width), ...waiting(order)].join('\n'),
      )
      return undefined
    },
  }),
]

function idsOf(names: readonly string[], { sources }: SourceOrder): string[] {
  const named = sources.map(({ integrationId: id, integrationName: name }) => ({ id, name }))
  return names.map(
    (name) => (findNamed(named, name) ?? missing('source of this field called', name, named)).id,
  )
}

function waiting({ proposal }: SourceOrder): string[] {
  if (!proposal) return []
  const { runId, by } = proposal
  return [
    '',
    `Another order waits, proposed by ${plainText(by)}: muster run show ${runId}, then muster run apply ${runId}`,
  ]
}
