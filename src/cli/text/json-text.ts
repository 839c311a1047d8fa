// JSON.stringify escapes the first 32 control characters only; these too mean something to a terminal.
const unsafe = /\p{Cc}(?<!\n)|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** A value as the one JSON document of a command: the same value to a program, harmless to a terminal. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value ?? null, null, 2)
  return text.replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
