import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import type { Place, Software } from '../../client/device.ts'
import { everyItem } from '../../client/every-item.ts'
import { countText } from '../../lib/counts.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { take } from '../take.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { timeText } from '../text/values.ts'
import { most, nothing } from './devices.ts'
import { limit, word } from './input.ts'
import { askedOf, showGroups, viewedInput, viewedOptions } from './viewed-list.ts'

const softwareColumns: readonly Column<Software>[] = [
  { title: 'TITLE', of: ({ name }) => name, shrinks: true },
  { title: 'PUBLISHER', of: ({ publisher }) => publisher, shrinks: true },
  { title: 'DEVICES', of: ({ devices }) => countText(devices), align: 'right' },
  { title: 'VERSIONS', of: ({ versions }) => countText(versions), align: 'right' },
  { title: 'ID', of: ({ id }) => id },
]

const placeColumns: readonly Column<Place>[] = [
  { title: 'DEVICE', of: ({ deviceName }) => deviceName, shrinks: true },
  { title: 'PERSON', of: ({ owner }) => owner?.name ?? owner?.id ?? '', shrinks: true },
  { title: 'VERSION', of: ({ version }) => version, shrinks: true },
  { title: 'SINCE', of: ({ since }) => timeText(since) },
  { title: 'ID', of: ({ deviceId }) => deviceId },
]

/** `muster software …`. */
export const softwareCommands = [
  defineCommand({
    usage: 'software [search]',
    summary: 'What is installed on the hardware, a line a title; SEARCH is a part of a title or publisher',
    options: { ...viewedOptions, ...most },
    input: z.object({ search: word.optional(), ...viewedInput, limit: limit(50) }),
    run: async (session, { limit, ...said }) => {
      const client = await session.api()
      const { asked, group: by } = await askedOf(session, 'software', said)
      if (by !== undefined) {
        showGroups(session, await client.software.groups({ ...asked, by }), { by, many: 'titles' })
        return undefined
      }
      const titles = await take(
        everyItem((wish) => client.software.list({ ...wish, ...asked })),
        limit,
      )
      session.show(
        titles,
        titles.length === 0 ? nothing : tableText(softwareColumns, titles, session.terminal.width),
      )
      return undefined
    },
  }),
  defineCommand({
    usage: 'software show <title>',
    summary: 'One title, by id or name: where it is installed, in which version',
    options: most,
    input: z.object({ title: word, limit: limit(50) }),
    run: async (session, { title: wanted, limit }) => {
      const client = await session.api()
      const software = await getTitle(client, wanted)
      const devices = await take(
        everyItem((wish) => client.software.devices(software.id, wish)),
        limit,
      )
      session.show(
        { software, devices },
        `${titleText(software)}\n\n${tableText(placeColumns, devices, session.terminal.width)}`,
      )
      return undefined
    },
  }),
]

function titleText({ name, publisher, devices, versions, since }: Software): string {
  const lines = [
    ['Title', name],
    ['Publisher', publisher],
    ['Devices', countText(devices)],
    ['Versions', countText(versions)],
    ['Known since', timeText(since)],
  ] as const
  return lines.map(([label, value]) => `${label.padEnd(11)}  ${plainText(value)}`).join('\n')
}

/** Several publishers may have a title of one name: then it is known by its id alone. */
async function getTitle(client: Client, wanted: string): Promise<Software> {
  if (/^sft_[0-9a-f]{32}$/.test(wanted)) return client.software.get(wanted)
  const found: Software[] = []
  for await (const title of everyItem((wish) => client.software.list({ ...wish, search: wanted })))
    if (title.name.toLowerCase() === wanted.toLowerCase()) found.push(title)
  const [one, ...others] = found
  if (one && others.length === 0) return one
  if (!one)
    throw new AppError(
      'not.found',
      `No software has the id or title "${plainText(wanted)}"; to look for parts of one: muster software SEARCH`,
    )
  const which = found
    .map(({ id, publisher }) => `${id} by ${plainText(publisher) || 'nobody known'}`)
    .join(', ')
  throw invalid([{ field: 'title', message: `is that of several; name one by its id: ${which}` }])
}
