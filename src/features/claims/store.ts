import type { Connections } from '../../db/pool.ts'
import type { Field } from '../../directory/field.ts'
import { readSourceOrders } from '../../directory/source-order.ts'
import { placeOf, speaksFirst, spoken } from '../../directory/speaker.ts'
import type { ChangeRow } from '../../kit/record/changes.ts'
import { changeSql } from '../../kit/record/history.ts'
import { isObject, type Json, type JsonObject } from '../../lib/value.ts'

/** What one record of a source says of one field of a person or a device, and where it has that from. */
export interface ClaimRow {
  readonly kind: 'hand' | 'integration'
  readonly source_id: string
  readonly vendor_id: string
  readonly value: Json
  /** It tells of what was. */
  readonly is_over: boolean
  readonly at: Date
  readonly run_id: string | null
  readonly mapping_version: number | null
  /** Null of an integration that was deleted. */
  readonly integration: string | null
  readonly connector: string | null
  readonly load: string | null
  readonly mapping: JsonObject | null
  readonly credential: string | null
  /** JSON text; null where it is not kept. */
  readonly raw: string | null
}

/** The same, with what tells why another speaks. */
export interface RankedClaim extends ClaimRow {
  /** Its source's in the order of the field; null: it has none. */
  readonly place: number | null
  /** The merges by which it came, if any. */
  readonly joined: string | null
}

/** Of which person or device. */
interface Place {
  readonly objectId: string
  readonly field: Pick<Field, 'object' | 'key'>
}

/** What is said of a field, in the order in which sources speak; who says that it is empty comes last. */
export async function claimsOf(
  { pool }: Pick<Connections, 'pool'>,
  { objectId, field }: Place,
): Promise<readonly RankedClaim[]> {
  const orders = await readSourceOrders(pool)
  const said = { fields: [field], key: '$2' }
  const { rows } = await pool.query<RankedClaim>(
    `select source.kind, said.source_id, said.vendor_id, r."row"->$2 as value, r.updated_at as at, r.run_id,
            said.is_over or source.ended_at is not null as is_over, ${placeOf(orders, said)} as place, said.joined::text as joined,
            -- A replay was made with the version that it became.
            run.revision + case when run.kind = 'replay' then 1 else 0 end as mapping_version,
            i.name as integration, i.connector, i.load, i.mapping, c.name as credential, nullif(s.raw, '') as raw
       from source_record r cross join lateral (select ${spoken}) said join source on source.id = said.source_id
       left join integration i on i.id = said.source_id left join credential c on c.id = i.credential_id
       left join run on run.id = r.run_id left join staged s on s.run_id = r.run_id and s.number = r.number
      where r.object_id = $1 and r."row" ? $2
      order by r."row"->$2 = 'null', ${speaksFirst(orders, said)}`,
    [objectId, field.key],
  )
  return rows
}

const mostByHand = 20

/** The changes of a field: the last, of whatever it came from, and the last by hand. */
export async function changesOfField(
  { pool }: Pick<Connections, 'pool'>,
  { objectId, field }: Place,
): Promise<{ readonly last: ChangeRow | undefined; readonly byHand: readonly ChangeRow[] }> {
  const { rows: byHand } = await pool.query<ChangeRow>(
    `select ${changeSql} from change where object_id = $1 and field = $2 and run_id is null order by id desc limit ${mostByHand}`,
    [objectId, field.key],
  )
  const { rows: last } = await pool.query<ChangeRow>(
    `select ${changeSql} from change where object_id = $1 and (field = $2 or kind = 'created' and after ? $2) order by id desc limit 1`,
    [objectId, field.key],
  )
  return { last: last[0] && ofField(last[0], field.key), byHand }
}

/** Of a creation, which has the whole object, only this field. */
const ofField = (change: ChangeRow, key: string): ChangeRow =>
  isObject(change.after) && change.field === null
    ? { ...change, field: key, after: change.after[key] ?? null }
    : change
