import { z } from 'zod'
import type { Connections } from '../../db/pool.ts'
import type { Field } from '../../directory/field.ts'
import { handSource } from '../../directory/hand-source.ts'
import { publicId } from '../../lib/ids.ts'
import type { JsonObject } from '../../lib/value.ts'
import { json } from '../json.ts'
import { shownRow } from './values.ts'

/** Values by the keys of fields. */
export const Values = z.record(z.string(), json).describe('By the keys of fields; null is empty')

export const SourceAnswer = z.object({
  integrationId: z.string(),
  integrationName: z.string(),
  vendorId: z.string(),
  row: Values,
  updatedAt: z.iso.datetime(),
})

/** What one integration last said of an object. */
export interface SourceSaid {
  readonly source_id: string
  readonly name: string | null
  readonly vendor_id: string
  readonly row: JsonObject
  readonly updated_at: Date
}

/** What integrations last said of an object; a deleted one has no name any more. */
export function sourcesOf({ kysely }: Connections, objectId: string): Promise<SourceSaid[]> {
  return kysely
    .selectFrom('source_record as s')
    .innerJoin('source', 'source.id', 's.source_id')
    .leftJoin('integration as i', 'i.id', 's.source_id')
    .select(['s.source_id', 'i.name', 's.vendor_id', 's.row', 's.updated_at'])
    .where('s.object_id', '=', objectId)
    .where('source.kind', '=', 'integration')
    .orderBy('source.launched_at')
    .orderBy('s.vendor_id')
    .execute()
}

/** What a source says of a person or device, in the fields that are shown. */
export function presentSource(
  { source_id, name, vendor_id, row, updated_at }: SourceSaid,
  fields: readonly Field[],
): z.input<typeof SourceAnswer> {
  return {
    integrationId: publicId('int', source_id),
    integrationName: name ?? 'deleted integration',
    vendorId: vendor_id,
    row: shownRow(row, fields),
    updatedAt: updated_at.toISOString(),
  }
}

/** The keys of the fields of an object that were edited by hand. */
export async function byHandOf({ kysely }: Connections, objectId: string): Promise<readonly string[]> {
  const said = await kysely
    .selectFrom('source_record')
    .select('row')
    .where('source_id', '=', handSource)
    .where('vendor_id', '=', objectId)
    .executeTakeFirst()
  return Object.keys(said?.row ?? {})
}
