import { z } from 'zod'
import { askable } from '../../client/askable.ts'
import type { Client } from '../../client/client.ts'
import type { Field, ObjectKind } from '../../client/types.ts'
import type { HiddenFrom, View, ViewWords } from '../../client/view.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { findNamed, missing } from '../named.ts'
import type { Session } from '../session.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { word } from './input.ts'

const columns: readonly Column<View>[] = [
  { title: 'VIEW', of: ({ name }) => name, shrinks: true },
  { title: 'LIST', of: ({ list }) => list },
  { title: 'WHO HAS IT', of: whose },
  {
    title: 'ASKS',
    of: ({ words: { search, filter, group, asOf } }) =>
      [search, filter, group && `by ${group}`, asOf && `as of ${asOf}`].filter(Boolean).join('; '),
    shrinks: true,
  },
  { title: 'SORT', of: ({ words }) => words.sort ?? '', shrinks: true },
  { title: 'ID', of: ({ id }) => id },
]

function whose({ reach, role, isDefault }: View): string {
  const whom = reach === 'everyone' ? 'everybody' : reach === 'role' ? `role ${role}` : 'you'
  return isDefault ? `${whom}, at first` : whom
}

const noView =
  'You have no views. To keep one, shape a list in the web app and keep it as a view there. What others keep for themselves ' +
  'is not shown here: they share it with muster views share VIEW --everyone'

/** `muster views …`. */
export const viewCommands = [
  defineCommand({
    usage: 'views',
    summary:
      'Lists as somebody shaped them; people, devices, software, saas and saas users show one with --view NAME',
    input: z.object({}),
    run: async (session) => {
      const { items } = await (await session.api()).views.list()
      session.show(items, items.length === 0 ? noView : tableText(columns, items, session.terminal.width))
      return undefined
    },
  }),
  defineCommand({
    usage: 'views share <view>',
    summary: 'Give a view to everybody or to a role, or take it back for oneself',
    options: {
      '--everyone': 'everybody has it',
      '--role <role>': 'everybody of the role of this key has it',
      '--private': 'nobody else has it',
    },
    input: z.object({
      view: word,
      everyone: z.boolean().optional(),
      role: word.optional(),
      private: z.boolean().optional(),
    }),
    run: async (session, { view: wanted, everyone, role, private: own }) => {
      const chosen = [everyone && 'everyone', role && 'role', own && 'private'] as const
      const [reach, ...more] = chosen.flatMap((one) => one || [])
      if (!reach || more.length > 0)
        throw invalid([{ field: '', message: 'say one of --everyone, --role and --private' }])
      const client = await session.api()
      const { id } = await findView(client, wanted)
      if (reach === 'everyone') sayHidden(session, (await client.views.viewHiddenFrom(id)).items)
      const view = await client.views.share(id, { reach, role: role ?? null })
      session.show(view, `"${plainText(view.name)}" is for ${whose(view)} now`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'views delete <view>',
    summary: 'Delete a view, by its name or id; nothing in the list is touched',
    input: z.object({ view: word }),
    run: async (session, { view: wanted }) => {
      const client = await session.api()
      const { id, name } = await findView(client, wanted)
      await client.views.remove(id)
      session.show({ id }, `Deleted the view "${plainText(name)}"`)
      return undefined
    },
  }),
]

/** Of one role that is refused by itself. */
function sayHidden({ terminal }: Session, hidden: readonly HiddenFrom[]): void {
  for (const { label, missing } of hidden)
    terminal.err(
      `The role ${plainText(label)} will not see it, for it names ${plainText(missing.join(', '))}`,
    )
}

/** What a view asks, but for fields that were retired since: of these it says so. */
export async function wordsOf(session: Session, wanted: string, list: View['list']): Promise<ViewWords> {
  const client = await session.api()
  const { words: kept } = await findView(client, wanted, list)
  const { words, leftOut } = askable(kept, await retiredIn(client, list))
  if (leftOut.length > 0)
    session.terminal.err(
      `This view ${leftOut.map(plainText).join(' and ')}, which is retired. The list is shown without that.`,
    )
  return words
}

/** The objects whose fields lists have; the other lists have columns of their own alone. */
const objectOf: Partial<Record<View['list'], ObjectKind>> = { people: 'person', devices: 'device' }

async function retiredIn(client: Client, list: View['list']): Promise<readonly Field[]> {
  const object = objectOf[list]
  if (!object) return []
  return (await client.fields.list({ object })).items.filter(({ retired }) => retired)
}

/**
 * The view of a name or id; of several with one name, one's own. Throws `not.found`, saying what there is, and
 * `input.invalid` where several are left.
 */
async function findView(client: Client, wanted: string, list?: View['list']): Promise<View> {
  const { items } = await client.views.list(list)
  if (items.length === 0) throw new AppError('not.found', noView)
  const { id, name } = findNamed(items, wanted) ?? missing('view', wanted, items)
  const named = items.filter((one) => (id === wanted ? one.id === id : sameName(one.name, name)))
  const own = named.filter(({ reach }) => reach === 'private')
  const [view, ...others] = own.length > 0 ? own : named
  if (view && others.length === 0) return view
  const known = named.map((one) => `${one.id} (${one.list}, ${whose(one)})`).join(', ')
  throw invalid([{ field: 'view', message: `there are ${known}; name one by its id` }])
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
