import { z } from 'zod'
import type { Act, ActChange } from '../../client/activity.ts'
import { everyItem } from '../../client/every-item.ts'
import { defineCommand } from '../command.ts'
import { take } from '../take.ts'
import { plainText } from '../text/plain-text.ts'
import { timeText, valueText } from '../text/values.ts'
import { limit, word } from './input.ts'

/** `muster activity`: who did what. */
export const activityCommand = defineCommand({
  usage: 'activity',
  summary: 'Who did what, the newest first',
  options: {
    '--who <name>': 'only what this one did',
    '--act <act>': 'only acts that begin so: integration, or integration.edited',
    '--thing <id>': 'only what was done to the thing of this id',
    '--since <time>': 'from this time on, such as 2026-01-31T09:05:00Z',
    '--until <time>': 'before this time',
    '--limit <n>': 'so many; 20 by default',
  },
  input: z.object({
    who: word.optional(),
    act: word.optional(),
    thing: word.optional(),
    since: word.optional(),
    until: word.optional(),
    limit: limit(20),
  }),
  run: async (session, { limit: most, ...wish }) => {
    const client = await session.api()
    const list = everyItem((piece) => client.activity.list({ ...wish, ...piece }), Math.min(most, 200))
    const acts = await take(list, most)
    session.show(acts, acts.length === 0 ? 'Nobody did that' : acts.map(actText).join('\n'))
    return undefined
  },
})

function actText({ at, who, act, thing, changes, from }: Act): string {
  const what = [act, thing?.name && `"${thing.name}"`, thing?.id].filter(Boolean).join(' ')
  const where = from.address === null ? '' : ` from ${from.address}`
  const head = `${timeText(at)}  ${plainText(who.name)}${plainText(where)}: ${plainText(what)}`
  return [head, ...changes.map((change) => `    ${changeText(change)}`)].join('\n')
}

function changeText({ field, before, after, hidden }: ActChange): string {
  return hidden
    ? `${plainText(field)} changed`
    : `${plainText(field)}: ${valueText(before)} → ${valueText(after)}`
}
