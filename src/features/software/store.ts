import { type SqlBool, sql } from 'kysely'
import { wasInstalled } from '../../directory/as-of/moment.ts'
import { objectsThen, type Past } from '../../directory/as-of/objects.ts'
import { type Column, type Columns, column, keysOf, type Sql } from '../../kit/list/column.ts'
import { hasText } from '../../kit/list/has-text.ts'
import type { List } from '../../kit/list/read-list.ts'
import type { DeviceSight } from '../../kit/list/sight.ts'
import { type DeviceRow, devicesOf } from '../devices/store.ts'

export interface SoftwareRow {
  readonly id: string
  readonly name: string
  readonly publisher: string
  readonly versions: number
  readonly devices: number
  readonly created_at: Date
}

const isThere = sql<SqlBool>`d.archived_at is null`

/** Whose software is told, and as of which day; undefined: now. */
interface Scope {
  readonly sight: DeviceSight
  readonly past?: Past | undefined
}

/** What is, or was then, on the devices that the asker sees. */
const installed = ({ sight, past }: Scope): Sql => {
  // Whose a device was matters, and whether it was archived.
  const then = past && sql`(${sql.join(objectsThen('device', past, ['owner']), sql` union all `)})`
  const devices = sight.sees
    ? devicesOf(sight, isThere, then)
    : sql`select d.id from ${then ?? sql`device`} d where ${isThere}`
  return sql`
  select i.software_id, i.version, i.device_id from installation i join (${devices}) d on d.id = i.device_id
   where ${past ? wasInstalled(past) : sql`i.gone_at is null`}`
}

/** Titles with where they are; those that are nowhere are left out. Of now and of all devices, that is kept. */
const titles = (scope: Scope, which: Sql): Sql<SoftwareRow> =>
  scope.past || scope.sight.sees
    ? sql<SoftwareRow>`
      select s.id, s.name, s.publisher, s.created_at, count(distinct i.version) as versions, count(distinct i.device_id) as devices
        from software s join (${installed(scope)}) i on i.software_id = s.id where ${which} group by s.id`
    : sql<SoftwareRow>`select s.* from software s where ${which} and s.devices > 0`

/** The same without counts. */
const namedTitles = (scope: Scope, which: Sql): Sql =>
  sql`select s.* from software s where ${which} and exists (select from (${installed(scope)}) i where i.software_id = s.id)`

/** Software titles by name. */
export function softwareList({
  search = '',
  ...scope
}: Scope & { readonly search?: string | undefined }): List<SoftwareRow> {
  const which = search === '' ? sql`true` : matches(search)
  const list = { parts: [titles(scope, which)], columns: softwareColumns, order: 'name', ties: ['id'] }
  if (scope.past || !scope.sight.sees) return list
  const isCounted = (name: string) => name === 'versions' || name === 'devices'
  const finding = {
    // Only titles that are shown are counted, unless all have to be compared.
    helps: (names: readonly string[]) => !names.some(isCounted),
    parts: () => [namedTitles(scope, which)],
    row: ([id]: readonly Sql[]) => titles(scope, sql`s.id = ${id}`),
  }
  return { ...list, finding }
}

const publisherOf = sql`nullif(r.publisher, '')`

/** Who publishes it: kept as an empty text where nobody says, which is no value. */
const publisher: Column = {
  ...column('publisher', 'text', 'Publisher'),
  value: publisherOf,
  ...keysOf(publisherOf, 'text'),
}

/** What software can be asked. */
export const softwareColumns: Columns = {
  id: column('id', 'id', 'Id', { filled: true, prefix: 'sft' }),
  name: column('name', 'text', 'Name', { filled: true }),
  publisher,
  versions: column('versions', 'number', 'Versions', { filled: true }),
  devices: column('devices', 'number', 'Devices', { filled: true }),
  since: column('created_at', 'datetime', 'Known since', { filled: true }),
}

const matches = (search: string): Sql => hasText(sql`s.name || e'\\n' || s.publisher`, search)

/** One title by its bare id, which the list leaves out where the asker sees none of its devices. */
export const oneTitle = (sight: DeviceSight, id: string): Sql<SoftwareRow> =>
  titles({ sight }, sql`s.id = ${id}`)

export type PlaceRow = Pick<DeviceRow, 'owner_id' | 'owner_name'> & {
  readonly device_id: string
  readonly device_name: string
  readonly version: string
  readonly made_at: Date
}

/** Where a title is installed, by device. */
export function placeList(sight: DeviceSight, id: string): List<PlaceRow> {
  const placed = (devices: Sql, owner: Sql, which = sql`true`) => sql<PlaceRow>`
    select d.id as device_id, d.name as device_name ${owner}, i.version, min(i.made_at) as made_at
      from installation i join (${devices}) d on d.id = i.device_id
     where i.software_id = ${id} and i.gone_at is null and ${which} group by d.id, d.name ${owner}, i.version`
  const owner = sql`, d.owner_id, d.owner_name`
  const whole = placed(devicesOf(sight, isThere), owner)
  const bare = placed(sql`select d.id, d.name from device d where ${isThere}`, sql``)
  const finding = {
    // Whose each device is takes longer to find out than all the rest.
    parts: (names: readonly string[]) => [sight.sees || names.includes('ownerName') ? whole : bare],
    row: ([device, version]: readonly Sql[]) =>
      placed(
        devicesOf(sight, sql`d.id = ${device}`),
        owner,
        sql`i.device_id = ${device} and i.version = ${version}`,
      ),
  }
  return {
    parts: [whole],
    columns: placeColumns,
    order: 'deviceName',
    ties: ['deviceId', 'version'],
    finding,
  }
}

const placeColumns: Columns = {
  deviceId: column('device_id', 'id', 'Device id', { filled: true, prefix: 'dev' }),
  deviceName: column('device_name', 'text', 'Device', { filled: true }),
  ownerName: column('owner_name', 'text', 'Owner'),
  version: column('version', 'text', 'Version', { filled: true }),
  since: column('made_at', 'datetime', 'Since', { filled: true }),
}
