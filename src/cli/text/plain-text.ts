import { stripVTControlCharacters } from 'node:util'

// Beside U+2028 and U+2029 everything here is invisible; overrides make a text read as another one.
const unsafe = /[\p{Cc}\u2028\u2029]+/gu
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/**
 * Text from outside as it may go to a terminal: one line, without escape sequences that would colour,
 * move or retitle it, and without characters that turn the direction of reading.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text).replace(directions, '').replace(unsafe, ' ').trim()
}
