import { type SqlBool, sql } from 'kysely'
import { type Columns, column, type Sql } from '../../kit/list/column.ts'
import { hasText } from '../../kit/list/has-text.ts'
import type { List } from '../../kit/list/read-list.ts'
import { type DeviceRow, devicesOf, type Sight } from '../devices/store.ts'

export interface SoftwareRow {
  readonly id: string
  readonly name: string
  readonly publisher: string
  readonly versions: number
  readonly devices: number
  readonly created_at: Date
}

const isThere = sql<SqlBool>`d.archived_at is null`

/** What is on the devices that the asker sees. */
const installed = (sight: Sight): Sql => sql`
  select i.software_id, i.version, i.device_id from installation i
    join (${sight.sees ? devicesOf(sight, isThere) : sql`select d.id from device d where ${isThere}`}) d on d.id = i.device_id
   where i.gone_at is null`

/** Titles with where they are now; those that are nowhere are left out. */
const titles = (sight: Sight, which: Sql): Sql<SoftwareRow> => sql<SoftwareRow>`
  select s.id, s.name, s.publisher, s.created_at, count(distinct i.version) as versions, count(distinct i.device_id) as devices
    from software s join (${installed(sight)}) i on i.software_id = s.id
   where ${which} group by s.id`

/** The same without counts. */
const namedTitles = (sight: Sight, which: Sql): Sql =>
  sql`select s.* from software s where ${which} and exists (select from (${installed(sight)}) i where i.software_id = s.id)`

/** Software titles by name. */
export function softwareList(
  sight: Sight,
  { search = '' }: { readonly search?: string | undefined },
): List<SoftwareRow> {
  const which = search === '' ? sql`true` : matches(search)
  const whole = titles(sight, which)
  const isCounted = (name: string) => name === 'versions' || name === 'devices'
  const finding = {
    // Only titles that are shown are counted, unless all have to be compared.
    helps: (names: readonly string[]) => !names.some(isCounted),
    parts: () => [namedTitles(sight, which)],
    row: ([id]: readonly Sql[]) => titles(sight, sql`s.id = ${id}`),
  }
  return { parts: [whole], columns: softwareColumns, order: 'name', ties: ['id'], finding }
}

/** What software can be asked. */
export const softwareColumns: Columns = {
  id: column('id', 'id', 'Id', { filled: true, prefix: 'sft' }),
  name: column('name', 'text', 'Name', { filled: true }),
  publisher: column('publisher', 'text', 'Publisher', { filled: true }),
  versions: column('versions', 'number', 'Versions', { filled: true }),
  devices: column('devices', 'number', 'Devices', { filled: true }),
  since: column('created_at', 'datetime', 'Known since', { filled: true }),
}

const matches = (search: string): Sql => hasText(sql`lower(s.name || e'\\n' || s.publisher)`, search)

/** One title by its bare id, which the list leaves out where the asker sees none of its devices. */
export const oneTitle = (sight: Sight, id: string): Sql<SoftwareRow> => titles(sight, sql`s.id = ${id}`)

export type PlaceRow = Pick<DeviceRow, 'owner_id' | 'owner_name'> & {
  readonly device_id: string
  readonly device_name: string
  readonly version: string
  readonly made_at: Date
}

/** Where a title is installed, by device. */
export const placeList = (sight: Sight, id: string): List<PlaceRow> => ({
  parts: [
    sql<PlaceRow>`
      select d.id as device_id, d.name as device_name, d.owner_id, d.owner_name, i.version, min(i.made_at) as made_at
        from installation i join (${devicesOf(sight, isThere)}) d on d.id = i.device_id
       where i.software_id = ${id} and i.gone_at is null group by d.id, d.name, d.owner_id, d.owner_name, i.version`,
  ],
  columns: {
    deviceId: column('device_id', 'id', 'Device id', { filled: true, prefix: 'dev' }),
    deviceName: column('device_name', 'text', 'Device', { filled: true }),
    ownerName: column('owner_name', 'text', 'Owner'),
    version: column('version', 'text', 'Version', { filled: true }),
    since: column('made_at', 'datetime', 'Since', { filled: true }),
  },
  order: 'deviceName',
  ties: ['deviceId', 'version'],
})
