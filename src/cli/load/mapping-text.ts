import { tableText } from '../text/table.ts'
import type { MappedField } from './make-integration.ts'

/** What was mapped, and why, as a table set in by two columns. */
export function mappingText(mapped: readonly MappedField[]): string {
  const table = tableText(
    [
      { title: 'FIELD', of: ({ field }) => field },
      { title: 'COMES FROM', of: ({ from }) => from },
      { title: 'BECAUSE', of: ({ reason }) => reason },
    ],
    mapped,
  )
  return table.replace(/^/gm, '  ')
}
