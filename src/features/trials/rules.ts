import type { z } from 'zod'
import { type Field, shownValue } from '../../directory/field.ts'
import { accountFields } from '../outcomes/rules.ts'
import type { ImpactAnswer } from './schema.ts'
import type { FieldImpact } from './store.ts'

/** An impact in the words that people know. */
export function labelled(
  { object, field, count, samples }: FieldImpact,
  fields: readonly Field[],
): z.input<typeof ImpactAnswer>['fields'][number] {
  const known = object === 'person' ? fields.find(({ key }) => key === field) : accountFields.get(field)
  const shown = known ?? { label: field, options: [] }
  return {
    object,
    field,
    label: shown.label,
    count,
    samples: samples.map(({ label, before, after }) => ({
      label,
      before: shownValue(shown, before),
      after: shownValue(shown, after),
    })),
  }
}
