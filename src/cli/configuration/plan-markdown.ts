import type { ConfigurationStep } from '../../client/configuration.ts'
import { countOf } from '../../lib/counts.ts'
import { plainText } from '../text/plain-text.ts'
import { valueText } from '../text/values.ts'
import type { FilesPlan } from './make-plan.ts'
import { changeOf, impactOf, sentences, titleOf, verbs } from './plan-lines.ts'

/** A plan of files as Markdown, fit for a pull request. */
export function planMarkdown({ plan, impacts, digest }: FilesPlan): string {
  const { steps, needs, kept, untried } = plan
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : ['', `**${title}**`, '', ...items]
  return [
    `### Muster: ${steps.length === 0 ? 'nothing would change' : countOf(steps.length, 'change')}`,
    '',
    ...steps.flatMap((step) => stepLines(step, impactOf(step, impacts))),
    ...list(
      'Known once it is applied',
      untried.map(({ integration, message }) => `- ${safe(integration)}: ${safe(message)}`),
    ),
    ...list(
      'Left as it is',
      kept.map(({ noun, name, message }) => `- ${noun} ${safe(name)}: ${safe(message)}`),
    ),
    ...list(
      'Needed first',
      needs.map(({ message, command }) => `- ${safe(message)}: ${code(command)}`),
    ),
    ...(steps.length === 0
      ? []
      : ['', `To apply exactly this: ${code(`muster apply FOLDER --digest ${digest}`)}`]),
  ].join('\n')
}

/** A step with what it changes, and whom that would change. */
const stepLines = (step: ConfigurationStep, impact: ReturnType<typeof impactOf>): readonly string[] => [
  `- **${safe(titleOf(step))}**: ${verbs[step.verb]}`,
  ...step.changes.map(
    ({ path, before, after }) => `  - ${code(path)}: ${code(changeOf(step, before, after))}`,
  ),
  ...(impact ? sentences(impact) : []).flatMap(({ text, samples }) => [
    `  - **${safe(text)}**`,
    ...samples.map(
      ({ label, before, after }) =>
        `    - ${safe(label)}: ${code(`${valueText(before)} → ${valueText(after)}`)}`,
    ),
  ]),
]

/** Text from outside that means nothing in Markdown or HTML, and mentions nobody. */
function safe(text: string): string {
  const entity = (letter: string) => `&#${letter.codePointAt(0)};`
  return plainText(text).replace(/[\\`*_{}[\]<>()#+!|~@&]/g, entity)
}

/** The same as code, which a backtick would end. */
const code = (text: string): string => `\`${plainText(text).replaceAll('`', "'")}\``
