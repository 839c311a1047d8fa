import { z } from 'zod'
import type { Group } from '../../client/access.ts'
import { defineCommand } from '../command.ts'
import { findNamed, missing } from '../named.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { word } from './input.ts'

const columns: readonly Column<Group>[] = [
  { title: 'NAME', of: ({ name }) => name, shrinks: true },
  { title: 'GIVES THE ROLE', of: ({ role }) => role ?? 'none' },
  { title: 'MEMBERS', of: ({ members }) => String(members), align: 'right' },
  { title: 'ID', of: ({ id }) => id },
]

/** `muster groups …`. */
export const groupCommands = [
  defineCommand({
    usage: 'groups',
    summary: 'Groups that an identity provider keeps here by SCIM, and the roles they give',
    input: z.object({}),
    run: async (session) => {
      const { items } = await (await session.api()).groups.list()
      const none =
        'There is none yet: an identity provider makes them by SCIM, with a token that has scim:write'
      session.show(items, items.length === 0 ? none : tableText(columns, items, session.terminal.width))
      return undefined
    },
  }),
  defineCommand({
    usage: 'groups role <group> <role>',
    summary: 'Which role the members of a group get; "none": they keep their own',
    input: z.object({ group: word, role: word }),
    run: async (session, { group: wanted, role }) => {
      const client = await session.api()
      const { items } = await client.groups.list()
      const { id } = findNamed(items, wanted) ?? missing('group', wanted, items)
      const group = await client.groups.update(id, role === 'none' ? null : role)
      const gives = group.role === null ? 'gives no role' : `gives the role ${group.role}`
      session.show(group, `"${plainText(group.name)}" ${gives}`)
      return undefined
    },
  }),
]
