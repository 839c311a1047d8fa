import type { BulkEdit, Chosen as Wanted } from '../../../client/bulk-edit.ts'
import type { ObjectKind } from '../../../client/types.ts'
import { api } from '../api.ts'
import type { Picked } from '../list/chosen.ts'
import { usePlan } from '../use-plan.ts'

/** Which people or devices a bulk edit is about. */
export interface Which extends Picked {
  readonly object: ObjectKind
}

/** Asks for a bulk edit, and goes to its plan. */
export const useBulkEdit = (which: Which) =>
  usePlan((edit: Omit<BulkEdit, 'people'>) =>
    which.object === 'person'
      ? api.bulkEdits.create({ ...edit, people: wantedOf(which) })
      : api.deviceBulkEdits.create({ ...edit, devices: wantedOf(which) }),
  )

/** What is chosen of a list, as an edit names it. */
export function wantedOf({ chosen, words }: Picked): Wanted {
  const ids = [...chosen.ids]
  if (!chosen.isAll) return { ids }
  const { filter, search, sort, archived = false } = words
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(search === undefined ? {} : { search }),
    ...(sort === undefined ? {} : { sort }),
    archived,
    but: ids,
  }
}
