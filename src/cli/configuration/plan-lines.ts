import type { ConfigurationStep, FieldImpact } from '../../client/configuration.ts'
import { countOf } from '../../lib/counts.ts'
import { isObject, type Json } from '../../lib/value.ts'
import { plainText } from '../text/plain-text.ts'
import { valueText } from '../text/values.ts'
import type { FilesPlan, Impact } from './make-plan.ts'

export const verbs = { create: 'new', change: 'changed', delete: 'deleted' } as const
const signs = { create: '+', change: '~', delete: '-' } as const

/** A plan of files for a terminal. */
export function planLines({ plan, impacts, digest }: FilesPlan): string[] {
  const { steps, needs, kept, untried } = plan
  const why = new Map(untried.map(({ integration, message }) => [integration, message]))
  return [
    ...steps.flatMap((step) => [
      `${signs[step.verb]} ${titleOf(step)}`,
      ...step.changes.map(
        ({ path, before, after }) => `    ${plainText(path)}: ${changeOf(step, before, after)}`,
      ),
      ...impactLines(impactOf(step, impacts), why.get(trialOf(step))),
    ]),
    ...(kept.length === 0 ? [] : ['', 'Left as it is']),
    ...kept.map(({ noun, name, message }) => `    ${noun} ${plainText(name)}: ${plainText(message)}`),
    ...(needs.length === 0 ? [] : ['', 'Needed first']),
    ...needs.flatMap(({ message, command }) => [`    ${plainText(message)}:`, `      ${plainText(command)}`]),
    '',
    steps.length === 0 ? 'Nothing would change' : `${countOf(steps.length, 'change')}, digest ${digest}`,
  ]
}

/** What the trial of a step is called: all orders of sources are tried at once. */
const trialOf = ({ noun, name }: ConfigurationStep): string =>
  noun === 'orders' ? 'Order of sources' : noun === 'integrations' ? name : ''

/** Whom a step would change; of an order of sources, by its own field. */
export function impactOf(step: ConfigurationStep, impacts: readonly Impact[]): Impact | undefined {
  const impact = impacts.find(({ integration }) => integration === trialOf(step))
  if (!impact || step.noun !== 'orders') return impact
  return { ...impact, fields: impact.fields.filter(({ field }) => field === step.name) }
}

/** What a step is about: integrations "HR", formerly "Planhat". */
export function titleOf({ noun, name, was }: ConfigurationStep): string {
  return `${noun}/${plainText(name)}${was === null ? '' : ` (was ${plainText(was)})`}`
}

/** A changed value, the first one without what was before. */
export function changeOf({ verb }: ConfigurationStep, before: Json, after: Json): string {
  return verb === 'create' ? partText(after) : `${partText(before)} → ${partText(after)}`
}

/** The source of a mapping by what it takes, everything else as a value. */
function partText(value: Json): string {
  if (isObject(value) && 'kind' in value)
    return valueText(value.field ?? value.expression ?? JSON.stringify(value.value))
  return valueText(value)
}

function impactLines(impact: Impact | undefined, untried: string | undefined): string[] {
  if (untried !== undefined)
    return [`    whom it would change is known once it is applied: ${plainText(untried)}`]
  if (!impact) return []
  return sentences(impact).flatMap((sentence) => [
    `    ${sentence.text}`,
    ...sentence.samples.map(
      ({ label, before, after }) => `        ${plainText(label)}: ${valueText(before)} → ${valueText(after)}`,
    ),
  ])
}

interface Sentence {
  readonly text: string
  readonly samples: FieldImpact['samples']
}

/** Whom a change would change, in sentences: "1,204 people would change Department". */
export function sentences({ run, fields }: Impact): Sentence[] {
  if (run.state !== 'previewed')
    return [
      {
        text: `whom it would change could not be found out: the run is ${run.state}. ${plainText(run.fault?.message ?? '')}`.trim(),
        samples: [],
      },
    ]
  const { created, failed } = run.ledger
  const others = [
    created === 0 ? [] : `${countOf(created, 'person', 'people')} would be new`,
    failed === 0 ? [] : `${countOf(failed, 'record')} would fail`,
    run.brakes.map(({ message }) => `brake: ${plainText(message)}`),
  ].flat()
  const changed = fields.map(({ object, label, count, samples }) => {
    const whom = object === 'person' ? countOf(count, 'person', 'people') : countOf(count, 'account')
    return { text: `${whom} would change ${plainText(label)}`, samples }
  })
  const all = [...changed, ...others.map((text) => ({ text, samples: [] }))]
  return all.length === 0 ? [{ text: 'nobody would change, by what the vendor said last', samples: [] }] : all
}
