import type { Change } from '../../client/person.ts'
import { plainText } from './plain-text.ts'

/** Who changed something, in which run, and to which source it was given back: "ada, run_1". */
export function byText({
  actor,
  runId,
  givenBackTo,
}: Pick<Change, 'actor' | 'runId' | 'givenBackTo'>): string {
  const source = givenBackTo && (givenBackTo.integrationName ?? 'the sources, of which none speaks')
  return [plainText(actor), runId, source && `given back to ${plainText(source)}`].filter(Boolean).join(', ')
}
