import { z } from 'zod'
import type { Role } from '../../client/access.ts'
import { defineCommand } from '../command.ts'
import { type Column, tableText } from '../text/table.ts'

const columns: readonly Column<Role>[] = [
  { title: 'KEY', of: ({ key }) => key },
  { title: 'LABEL', of: ({ label }) => label, shrinks: true },
  { title: 'SEES', of: seesText, shrinks: true },
  { title: 'RIGHTS', of: ({ rights }) => rights.join(' '), shrinks: true },
]

/** `muster roles`. */
export const roleCommands = [
  defineCommand({
    usage: 'roles',
    summary: 'What accounts may do; roles are made over the API and in the web app',
    input: z.object({}),
    run: async (session) => {
      const { items } = await (await session.api()).roles.list()
      session.show(items, tableText(columns, items, session.terminal.width))
      return undefined
    },
  }),
]

function seesText({ filter, hiddenFields }: Role): string {
  const whom =
    filter === null
      ? 'everybody'
      : 'own' in filter
        ? 'themselves'
        : `${filter.field}: ${filter.anyOf.join(', ')}`
  return hiddenFields.length === 0 ? whom : `${whom}, without ${hiddenFields.join(', ')}`
}
