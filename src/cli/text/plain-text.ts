import { stripVTControlCharacters } from 'node:util'
import { oneLine } from '../../lib/text.ts'

/**
 * Text from outside as it may go to a terminal: one line, without escape sequences that would colour,
 * move or retitle it, and without characters that turn the direction of reading.
 */
export function plainText(text: string): string {
  return oneLine(stripVTControlCharacters(text))
}
