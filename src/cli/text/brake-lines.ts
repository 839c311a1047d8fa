import type { Run } from '../../client/run.ts'
import { plainText } from './plain-text.ts'

// More would hide the sentences.
const most = 5

/** Every brake that a plan trips, with some of whom it is about. */
export function brakeLines({ brakes }: Pick<Run, 'brakes'>): string[] {
  return brakes.flatMap(({ message, count, samples }) => [
    `  ${plainText(message)}`,
    `    ${samples.slice(0, most).map(plainText).join(', ')}${count > Math.min(most, samples.length) ? ', …' : ''}`,
  ])
}
