import type { ObjectKind } from './field.ts'

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
export const anotherSpeaks = (sourceId: string, vendorId: string, objectId: string): string => `exists (
  select from source_record better
   where better.source_id = ${sourceId} and better.object_id = ${objectId} and not ${isOver('better')}
     and (length(better.vendor_id), better.vendor_id collate "C") > (length(${vendorId}), ${vendorId} collate "C"))`

/** SQL: whether a source record tells of what was: its vendor lists it no longer, or the conditions leave it out. */
export const isOver = (record: string): string =>
  `(${record}.gone_at is not null or ${record}.out_of_scope_at is not null)`
