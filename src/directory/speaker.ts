import type { ClientBase } from 'pg'
import { type Field, fieldId, type ObjectKind } from './field.ts'
import type { SourceOrders } from './source-order.ts'
import { literal, type Pasted } from './sql.ts'

// Of several records of one person or device, who speaks.

/** SQL: whether a source record tells of what was: its vendor lists it no longer, or the conditions leave it out. */
export const isOver = (record: string): string =>
  `(${record}.gone_at is not null or ${record}.out_of_scope_at is not null)`

/** SQL: what `speaksFirst` goes by of a source record (`r`), as columns of `said`. */
export const spoken = `r.source_id, r.standing, r.vendor_id, ${isOver('r')} as is_over, r.joined`

/** The fields of one object, and SQL that tells the key of the one of which something is said. */
interface Said {
  readonly fields: readonly Pick<Field, 'object' | 'key'>[]
  readonly key: string
}

/**
 * SQL: which of several records (`said`, by `source`) of one object speaks first of a field: what a hand says, then the
 * sources in the order of the field, then of the others those of the one who stayed in a merge, and these as they were
 * launched. What tells of what was (`said.is_over`, or the source has ended) speaks only where nothing else does.
 */
export function speaksFirst(orders: SourceOrders, said: Said): string {
  const object = said.fields[0]?.object ?? 'person'
  return `source.kind = 'hand' desc nulls last, said.is_over or source.ended_at is not null, ${placeOf(orders, said)}, said.joined nulls first, source.launched_at nulls last, said.source_id, ${recordOrder(object, 'said.')}`
}

/** SQL: the place of a record's source (`said`) in the order of a field; null: it has none. */
export function placeOf(orders: SourceOrders, { fields, key }: Said): string {
  const places = fields.flatMap((field) => {
    const sources = orders[fieldId(field)] ?? []
    if (sources.length === 0) return []
    return `when ${literal(field.key)} then array_position(array[${sources.map(literal).join(', ')}]::uuid[], said.source_id)`
  })
  return places.length === 0 ? 'null::integer' : `case ${key} ${places.join(' ')} end`
}

/** SQL: rows (object_id, values): of each field what the first says of it who does not say that it is empty. */
export const projection = (orders: SourceOrders, fields: Said['fields']): string => `
  select object_id, jsonb_object_agg(key, value) as "values" from (
    select distinct on (said.object_id, said.key) said.object_id, said.key, said.value
      from said left join source on source.id = said.source_id
     order by said.object_id, said.key, said.value = 'null', ${speaksFirst(orders, { fields, key: 'said.key' })}
  ) best group by object_id`

/**
 * SQL: the order in which records (`standing` and `vendor_id`, behind `at`) that one source has of one object speak. Of two
 * accounts of a person the better standing and then the older; of a device the newer, for a machine that was set up
 * again is listed anew, and its old record is what it was. Vendors number or time-order their ids.
 */
export const recordOrder = (object: ObjectKind, at = ''): string => {
  const direction = object === 'device' ? ' desc' : ''
  return `${at}standing, length(${at}vendor_id)${direction}, ${at}vendor_id collate "C"${direction}`
}

/**
 * SQL: whether of the device of a row (`vendorId`, `objectId`) another listed record of the source speaks, so that what
 * this one tells of software and moving fields is not of now.
 */
export const anotherSpeaks = (sourceId: string, vendorId: Pasted, objectId: Pasted): string => `exists (
  select from source_record better
   where better.source_id = ${sourceId} and better.object_id = ${objectId} and not ${isOver('better')}
     and (length(better.vendor_id), better.vendor_id collate "C") > (length(${vendorId}), ${vendorId} collate "C"))`

/** The record that falls silent: whose it is, and the run that finds out, where one does. */
interface Silenced {
  readonly sourceId: string
  readonly runId: string | null
  /** SQL: which records (`r`) of the source they are. */
  readonly which: string
}

/**
 * Has whoever else speaks of the same people or devices looked at again in their next run, even where the vendor sends
 * the same: what they say may now come first, and their plan shows it. Call it before the records are marked.
 */
export async function letOthersSpeak(
  client: ClientBase,
  { sourceId, runId, which }: Silenced,
): Promise<void> {
  await client.query(
    `update source_record other set raw_hash = null
       from source_record r
      where r.source_id = $1 and not ${isOver('r')} and ${which} and other.object_id = r.object_id and other.raw_hash is not null
        and other.run_id is distinct from $2 and (other.source_id, other.vendor_id) <> (r.source_id, r.vendor_id)`,
    [sourceId, runId],
  )
}
