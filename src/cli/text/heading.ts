import { styleText } from 'node:util'
import type { Terminal } from '../terminal.ts'

/** The beginning of a chapter, a blank line above and below; bold where colours are. */
export function heading({ colour }: Pick<Terminal, 'colour'>, text: string): string {
  return `\n${colour ? styleText('bold', text, { validateStream: false }) : text}\n`
}
