import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { readBest, withPart } from '../../kit/list/read-best.ts'
import { searchSome } from '../../kit/record/account-search.ts'
import { applicationName } from '../../kit/record/application-name.ts'
import type { Right } from '../../kit/rights.ts'
import { type Prefix, publicId } from '../../lib/ids.ts'
import { clockOf } from '../../lib/zone.ts'
import { sight as deviceSight } from '../devices/actions.ts'
import { type DeviceRow, deviceList } from '../devices/store.ts'
import { integrationList } from '../integrations/store.ts'
import { sight } from '../people/actions.ts'
import { peopleList } from '../people/store.ts'
import { runList } from '../runs/store.ts'
import { nameOf } from '../saas-applications/rules.ts'
import { applicationList } from '../saas-applications/store.ts'
import { saasUserList } from '../saas-users/store.ts'
import { softwareList } from '../software/store.ts'
import type { FoundAnswer } from './schema.ts'

export type Found = z.input<typeof FoundAnswer>
type Kind = Found['kind']

/** So many of each kind. */
const limit = 5

/** What somebody may see whose name has a text in it, the kinds one after another. */
export async function searchEverything(ctx: Ctx, text: string): Promise<readonly Found[]> {
  const may = (right: Right) => ctx.actor.rights.has(right)
  const kinds = [
    may('people:read') && people(ctx, text),
    may('saas-users:read') && saasUsers(ctx, text),
    may('saas-users:read') && applications(ctx, text),
    may('devices:read') && devices(ctx, text),
    may('devices:read') && software(ctx, text),
    may('integrations:read') && integrations(ctx, text),
    may('runs:read') && runs(ctx, text),
  ]
  return (await Promise.all(kinds.map((kind) => kind || []))).flat()
}

async function people(ctx: Ctx, search: string): Promise<Found[]> {
  const { fields, sees } = await sight(ctx)
  const shows = (key: string) => fields.some((field) => field.key === key)
  const list = peopleList(ctx.db, { search, archived: false, fields, sees })
  const names = ['fullName', 'username', 'email']
  const rows = await readBest(ctx.db, list, { text: search, names, indexed: 'fullName', limit })
  return rows.map((row) =>
    found('person', row.id, row.called ?? '', shows('email') ? String(row.email) : null),
  )
}

async function saasUsers(ctx: Ctx, text: string): Promise<Found[]> {
  const sighted = await sight(ctx)
  const search = await searchSome(ctx.db, text, sighted)
  const everywhere = { vendor: undefined, applicationId: undefined, unmatched: undefined }
  const listOf = (found: typeof search) =>
    saasUserList(ctx.db, { ...everywhere, search: found, sight: sighted })
  const named = listOf({ text, people: [] })
  const rows = await readBest(ctx.db, listOf(search), { text, names: ['label', 'vendorId'], named, limit })
  return rows.map((row) => ({
    ...found(
      'saas-user',
      row.id,
      row.label ?? row.vendor_id,
      applicationName(nameOf(ctx.connectors, row), row.instance),
    ),
    personId: row.person_id && publicId('per', row.person_id),
    applicationId: publicId('app', row.application_id),
  }))
}

async function applications(ctx: Ctx, search: string): Promise<Found[]> {
  const { connectors, zone } = ctx
  const wanted = { sight: await sight(ctx), connectors, showsTerms: false, zone, search }
  const rows = await readBest(ctx.db, applicationList(wanted), { text: search, names: ['name'], limit })
  return rows.map(({ id, name, instance }) => found('saas-application', id, name, instance || null))
}

async function devices(ctx: Ctx, search: string): Promise<Found[]> {
  const seen = await deviceSight(ctx)
  const shows = (key: string) => seen.fields.some((field) => field.key === key)
  const list = deviceList(seen, { search, archived: false })
  const rows = await readBest(ctx.db, list, { text: search, names: ['name', 'serial_number'], limit })
  return rows.map((row: DeviceRow) => {
    const told = shows('serial_number') && typeof row.serial_number === 'string' ? row.serial_number : null
    return found('device', row.id, shows('name') ? row.name : '', row.owner_name ?? told)
  })
}

async function software(ctx: Ctx, search: string): Promise<Found[]> {
  const list = softwareList({ sight: await deviceSight(ctx), search })
  const rows = await readBest(ctx.db, list, { text: search, names: ['name'], limit })
  return rows.map(({ id, name, publisher }) => found('software', id, name, publisher || null))
}

async function integrations(ctx: Ctx, text: string): Promise<Found[]> {
  const rows = await readBest(ctx.db, withPart(integrationList(ctx.db), 'name', text), {
    text,
    names: ['name'],
    limit,
  })
  return rows.map(({ id, name, state }) => found('integration', id, name, state))
}

async function runs(ctx: Ctx, text: string): Promise<Found[]> {
  const list = withPart(runList(ctx.db), 'integrationName', text)
  const rows = await readBest(ctx.db, list, { text, names: ['integrationName'], limit })
  const clock = clockOf(ctx.zone)
  const minuteOf = (at: Date) => clock(at).toISOString().slice(0, 16).replace('T', ' ')
  return rows.map((row) =>
    found(
      'run',
      row.id,
      row.integration_name ?? '',
      `${row.state.replaceAll('_', ' ')}, ${minuteOf(row.queued_at)}`,
    ),
  )
}

const prefixes: Readonly<Record<Kind, Prefix>> = {
  person: 'per',
  'saas-user': 'usr',
  'saas-application': 'app',
  device: 'dev',
  software: 'sft',
  integration: 'int',
  run: 'run',
}

function found(kind: Kind, id: string, label: string, note: string | null): Found {
  return { kind, id: publicId(prefixes[kind], id), label, note, personId: null, applicationId: null }
}
