import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import type { Device, DeviceDetail, Installed } from '../../client/device.ts'
import { everyItem } from '../../client/every-item.ts'
import type { Field } from '../../client/types.ts'
import { AppError } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { take } from '../take.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { valueText } from '../text/values.ts'
import { flag, limit, word } from './input.ts'
import { askedOf, showGroups, viewedInput, viewedOptions } from './viewed-list.ts'

const textOf = ({ values }: Device, key: string): string => valueText(values[key] ?? null)

const deviceColumns: readonly Column<Device>[] = [
  { title: 'NAME', of: ({ name }) => name, shrinks: true },
  { title: 'PERSON', of: (device) => device.owner?.name ?? textOf(device, 'owner'), shrinks: true },
  { title: 'MODEL', of: (device) => textOf(device, 'model'), shrinks: true },
  { title: 'SERIAL', of: (device) => textOf(device, 'serial_number'), shrinks: true },
  { title: 'ID', of: ({ id }) => id },
]

const installedColumns: readonly Column<Installed>[] = [
  { title: 'SOFTWARE', of: ({ name }) => name, shrinks: true },
  { title: 'VERSION', of: ({ version }) => version, shrinks: true },
  { title: 'PUBLISHER', of: ({ publisher }) => publisher, shrinks: true },
]

/** How many are shown. */
export const most = { '--limit <n>': 'so many; 50 by default' }
/** Where there is no device there is no software. */
export const nothing =
  'No device is known: an asset integration such as Fleet brings them (muster load fleet)'

/** `muster devices …`. */
export const deviceCommands = [
  defineCommand({
    usage: 'devices [search]',
    summary: 'The hardware in the directory; SEARCH is a part of a name, serial number, tag, model or owner',
    options: { '--archived': 'archived devices instead', ...viewedOptions, ...most },
    input: z.object({ search: word.optional(), archived: flag, ...viewedInput, limit: limit(50) }),
    run: async (session, { limit, ...said }) => {
      const client = await session.api()
      const { asked, group: by } = await askedOf(session, 'devices', said)
      if (by !== undefined) {
        showGroups(session, await client.devices.groups({ ...asked, by }), { by, many: 'devices' })
        return undefined
      }
      const devices = await take(
        everyItem((wish) => client.devices.list({ ...wish, ...asked })),
        limit,
      )
      session.show(
        devices,
        devices.length === 0 ? nothing : tableText(deviceColumns, devices, session.terminal.width),
      )
      return undefined
    },
  }),
  defineCommand({
    usage: 'devices show <device>',
    summary: 'One device, by id, serial number or name: values, whose it is, and the software on it',
    input: z.object({ device: word }),
    run: async (session, { device: wanted }) => {
      const client = await session.api()
      const device = await client.devices.get(await idOfDevice(client, wanted))
      const [fields, software] = await Promise.all([
        client.fields.list({ object: 'device' }),
        take(
          everyItem((wish) => client.devices.software(device.id, wish)),
          1000,
        ),
      ])
      const table =
        software.length === 0 ? '' : `\n\n${tableText(installedColumns, software, session.terminal.width)}`
      session.show({ device, software }, `${valueLines(device, fields.items).join('\n')}${table}`)
      return undefined
    },
  }),
]

async function idOfDevice(client: Client, wanted: string): Promise<string> {
  if (/^dev_[0-9a-f]{32}$/.test(wanted)) return wanted
  const name = wanted.toLowerCase()
  const isMeant = (device: Device) =>
    [device.name, textOf(device, 'serial_number'), textOf(device, 'asset_tag')].some(
      (one) => one.toLowerCase() === name,
    )
  const list = everyItem((wish) => client.devices.list({ ...wish, search: wanted }))
  for await (const device of list) if (isMeant(device)) return device.id
  throw new AppError(
    'not.found',
    `No device has the id, name, serial number or tag "${plainText(wanted)}"; to look for parts of one: muster devices SEARCH`,
  )
}

function valueLines({ values, owner }: DeviceDetail, fields: readonly Field[]): string[] {
  const told = fields.filter(({ key }) => (values[key] ?? null) !== null)
  const lines = told.map(({ key, label }) => [label, valueText(values[key] ?? null)] as const)
  const all = [...lines, ...(owner ? [['Person', owner.name ?? owner.id] as const] : [])]
  const width = Math.max(...all.map(([label]) => label.length))
  return all.map(([label, value]) => `${label.padEnd(width)}  ${value}`)
}
