import { type Field, fieldId } from '../../directory/field.ts'
import type { PlanTask } from '../../directory/scope.ts'
import { wordOf } from '../bulk-edits/rules.ts'
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
