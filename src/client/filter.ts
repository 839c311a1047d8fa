import { formatFilter } from '../lib/condition/format.ts'
import { parseFilter } from '../lib/condition/parse.ts'
import type { Condition } from './integration.ts'

/** A filter of a list as forms edit it; undefined: nobody can read it. */
export function readFilter(text: string): Condition | undefined {
  try {
    return parseFilter(text)
  } catch {
    // The server says what is wrong with it, and where.
    return undefined
  }
}

/** A condition as lists are asked it. */
export const writeFilter = (condition: Condition): string => formatFilter(condition)
