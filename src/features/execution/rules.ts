import type { Load } from '../../connect/manifest.ts'
import { type Field, fieldId } from '../../directory/field.ts'
import type { PlanTask } from '../../directory/scope.ts'
import { countOf } from '../../lib/counts.ts'
import { rootsNeeded } from '../../sync/mapping/needs.ts'
import { wordOf } from '../bulk-edits/rules.ts'
import { conditionsOf, mappingOf } from '../integrations/rules.ts'
import type { IntegrationRow } from '../integrations/store.ts'
import type { RunRow } from '../runs/store.ts'

/** What a run of no integration does, or takes back. */
export function taskOf(run: RunRow, fields: readonly Field[]): PlanTask {
  const { orders, merge, edit, undoes, object } = run
  if (orders) return { kind: 'reorder', orders }
  if (merge?.mergeId) return { kind: 'split', merge: { ...merge, mergeId: merge.mergeId } }
  if (merge) return { kind: 'merge', merge }
  if (object === 'saas_application')
    return edit
      ? { kind: 'terms', terms: { act: edit.act, values: edit.terms ?? {} } }
      : { kind: 'terms_undo', undoes: undoes ?? '' }
  if (edit?.link) return { kind: 'link', link: edit.link }
  return edit ? { kind: 'edit', edit: wordOf(edit, fields) } : { kind: 'undo', undoes: undoes ?? '' }
}

/** The fields that it writes. */
export function writtenBy(task: PlanTask, fields: readonly Field[]): readonly Field[] {
  if (task.kind === 'edit') return task.edit.written
  return task.kind === 'reorder'
    ? fields.filter((field) => Object.hasOwn(task.orders, fieldId(field)))
    : fields
}

/** What a replay could not show of a change, so that the run after it is looked at, too. Null: it showed everything. */
export function unseenByReplay(
  {
    load,
    before,
    after,
  }: { readonly load: Load; readonly before: IntegrationRow; readonly after: IntegrationRow },
  notStored: number,
): string | null {
  const roots = (row: IntegrationRow) => rootsNeeded(load, mappingOf(row), conditionsOf(row) ?? undefined)
  const asked = new Set([...(load.select?.properties ?? []), ...roots(before)])
  const fresh = load.select ? roots(after).filter((root) => !asked.has(root)) : []
  const reasons = [
    before.credential_id === after.credential_id
      ? []
      : 'Another credential may open another account at the vendor.',
    fresh.length === 0 ? [] : `The vendor was not asked for ${fresh.join(', ')} before.`,
    asksForSoftware(after) && !asksForSoftware(before)
      ? 'The vendor was not asked for the software on devices before.'
      : [],
    notStored === 0
      ? []
      : `Of ${countOf(notStored, 'record')} nothing was stored that could have been looked at before.`,
  ].flat()
  return reasons.length === 0 ? null : `${reasons.join(' ')} Look at this plan, then apply it.`
}

const asksForSoftware = ({ selection }: IntegrationRow): boolean => selection === 'device_and_software'
