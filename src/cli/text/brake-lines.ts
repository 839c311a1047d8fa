import type { Run } from '../../client/run.ts'
import { plainText } from './plain-text.ts'

/** Every brake that a plan trips, with some of whom it is about. */
export function brakeLines({ brakes }: Pick<Run, 'brakes'>): string[] {
  return brakes.flatMap(({ message, count, samples }) => [
    `  ${plainText(message)}`,
    `    ${samples.map(plainText).join(', ')}${count > samples.length ? ', …' : ''}`,
  ])
}
