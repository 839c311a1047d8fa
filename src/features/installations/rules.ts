import type { z } from 'zod'
import { publicId } from '../../lib/ids.ts'
import type { InstalledAnswer } from './schema.ts'
import type { InstalledRow } from './store.ts'

/** A title on a device, as the API shows it. */
export function presentInstalled(row: InstalledRow): z.input<typeof InstalledAnswer> {
  return {
    softwareId: publicId('sft', row.id),
    name: row.name,
    publisher: row.publisher,
    version: row.version,
    source: row.source ?? 'deleted integration',
    since: row.made_at.toISOString(),
    goneAt: row.gone_at?.toISOString() ?? null,
  }
}
