import type { Condition } from '../../lib/condition/condition.ts'
import { publicId } from '../../lib/ids.ts'
import type { Actor } from '../rights.ts'

/** An id that nobody has. */
const noId = '00000000-0000-0000-0000-000000000000'

/** Whom of all people an actor sees. Undefined: everybody. */
export function sightOf({
  filter,
  personId = noId,
}: Pick<Actor, 'filter' | 'personId'>): Condition | undefined {
  if (filter === undefined) return undefined
  if ('own' in filter) return { field: 'id', operator: 'equals', value: publicId('per', personId) }
  return { field: filter.field, operator: 'in', value: filter.anyOf }
}
