import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import { everyItem } from '../../client/every-item.ts'
import type { SaasApplication } from '../../client/person.ts'
import { countText } from '../../lib/counts.ts'
import { defineCommand } from '../command.ts'
import { findNamed, missing } from '../named.ts'
import { take } from '../take.ts'
import { type Column, tableText } from '../text/table.ts'
import { costText, termLines, unusedText } from '../text/terms.ts'
import { flag, word } from './input.ts'
import { askedOf, showGroups, viewedInput, viewedOptions } from './viewed-list.ts'

const columns: readonly Column<SaasApplication>[] = [
  { title: 'APPLICATION', of: nameOf, shrinks: true },
  { title: 'USERS', of: ({ users }) => countText(users), align: 'right' },
  { title: 'ACTIVE', of: ({ active }) => countText(active), align: 'right' },
  { title: 'INACTIVE', of: ({ inactive }) => countText(inactive), align: 'right' },
  { title: 'UNUSED SEATS', of: unusedText, align: 'right' },
  { title: 'COST OF INACTIVE', of: costText, align: 'right' },
  { title: 'RENEWS', of: ({ renewalDate }) => renewalDate ?? 'unknown' },
  { title: 'ID', of: ({ id }) => id },
]

/** `muster saas …`. */
export const saasCommands = [
  defineCommand({
    usage: 'saas',
    summary: 'SaaS applications: who uses them, unused seats, and what inactive SaaS users cost',
    options: { '--archived': 'archived applications instead', ...viewedOptions },
    input: z.object({ archived: flag, ...viewedInput }),
    run: async (session, said) => {
      const client = await session.api()
      const { asked, group: by } = await askedOf(session, 'saas-applications', said)
      if (by !== undefined) {
        showGroups(session, await client.saasApplications.groups({ ...asked, by }), {
          by,
          many: 'applications',
        })
        return undefined
      }
      const items = await take(
        everyItem((wish) => client.saasApplications.list({ ...wish, ...asked })),
        Number.POSITIVE_INFINITY,
      )
      const none =
        'No application is in the list: an integration that loads SaaS users brings them; muster saas --archived shows the others'
      const { sort: _, ...counted } = asked
      const { items: costs } = await client.saasApplications.costs(counted)
      const total =
        costs.length === 0 ? '' : `\n\nInactive SaaS users cost ${costs.map(costText).join(' and ')}`
      const table = `${tableText(columns, items, session.terminal.width)}${total}`
      session.show(items, items.length === 0 ? none : table)
      return undefined
    },
  }),
  defineCommand({
    usage: 'saas show <application>',
    summary: 'One SaaS application, by its name or id: counts and terms',
    input: z.object({ application: word }),
    run: async (session, { application: wanted }) => {
      const application = await getApplication(await session.api(), wanted)
      session.show(application, termLines(application).join('\n'))
      return undefined
    },
  }),
]

/** An application by its name or id, archived or not. Throws `not.found`, saying what there is. */
export async function getApplication(client: Client, wanted: string): Promise<SaasApplication> {
  const named: SaasApplication[] = []
  for (const archived of [false, true]) {
    const list = everyItem((wish) => client.saasApplications.list({ ...wish, archived }))
    for await (const one of list) named.push({ ...one, name: nameOf(one) })
  }
  const { id } = findNamed(named, wanted) ?? missing('SaaS application', wanted, named)
  return client.saasApplications.get(id)
}

/** What an application is called, with its instance. */
export function nameOf({ name, instance }: SaasApplication): string {
  return `${name} ${instance}`.trim()
}
