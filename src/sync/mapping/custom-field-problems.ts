import type { Load } from '../../connect/manifest.ts'
import type { Problem } from '../../lib/errors.ts'
import { compile } from '../../lib/expression.ts'
import type { CustomFields } from './configuration.ts'
import { expressionProblem } from './expression-problem.ts'
import { loadFields } from './load-fields.ts'

const keyForm = /^custom\.[a-zA-Z][a-zA-Z0-9_]{0,59}$/

/** What is wrong with the fields a customer added to a load, each problem at `customFields.<key>`. */
export function customFieldProblems(load: Load, customFields: CustomFields = {}): readonly Problem[] {
  const labels = new Set(loadFields(load).map(({ label }) => label.toLowerCase()))
  return Object.entries(customFields).flatMap(([key, { label, from }]) => {
    const message = keyProblem(key) ?? labelProblem(label, labels) ?? expressionProblem(() => compile(from))
    labels.add(label.toLowerCase())
    return message === undefined ? [] : [{ field: `customFields.${key}`, message }]
  })
}

function keyProblem(key: string): string | undefined {
  return keyForm.test(key)
    ? undefined
    : 'The key must be "custom." followed by a letter, then letters, digits or _'
}

function labelProblem(label: string, taken: ReadonlySet<string>): string | undefined {
  if (label.trim() === '') return 'A field needs a label'
  return taken.has(label.toLowerCase())
    ? `There is already a field "${label}"; choose another label`
    : undefined
}
