import { numberText } from '../number-text.ts'
import { PipeError } from '../pipe-error.ts'
import { show } from '../show.ts'
import type { Json, Value } from '../value.ts'

/** What a prepared pipe does to a value. It never sees a missing value, and an empty one only if it asks for it. */
export type Transform = (value: Json) => Value

/** A pipe: what people read about it, and what it does. */
export interface Pipe {
  /** How it is written, arguments named. */
  readonly usage: string
  /** One sentence for the list of pipes. */
  readonly about: string
  /** How many arguments it takes. */
  readonly least: number
  readonly most: number
  /** Its arguments must be constants, so that a mistake in them shows when saving. */
  readonly fixed?: true
  /** It also sees `null`; other pipes leave an empty value empty. */
  readonly seesEmpty?: true
  /** Makes the transform for these arguments; throws `PipeError` when they do not fit. `fallback` is `??` under another name. */
  readonly prepare: ((args: readonly Value[]) => Transform) | 'fallback'
}

// Without a bound, a few characters of expression could fill the memory.
const longestText = 100_000

/** Refuses to make a text of this many characters when it is too long; called before making it. */
export function refuseLong(pipe: string, length: number): void {
  if (length > longestText)
    throw new PipeError(
      `"${pipe}" would make a text of ${length} characters; at most ${longestText} are kept`,
    )
}

/** A single value as text: numbers and booleans count as what they are written like. */
export function textOf(pipe: string, value: Value): string {
  if (typeof value === 'string') return value
  const text = typeof value === 'number' ? numberText(value) : undefined
  if (text !== undefined) return text
  if (typeof value === 'boolean') return String(value)
  throw new PipeError(`"${pipe}" needs a text, not ${show(value)}`)
}

/** An argument that must be a text with at least one character. */
export function textArgument(pipe: string, value: Value): string {
  const text = value === undefined || value === null ? '' : textOf(pipe, value)
  if (text === '') throw new PipeError(`"${pipe}" needs a text between its parentheses, not ${show(value)}`)
  return text
}

/** Applies to a single value, and to each element of a list; empty elements stay empty. */
export function each(change: (value: Json) => Json): Transform {
  return (value) =>
    Array.isArray(value) ? value.map((element) => (element === null ? null : change(element))) : change(value)
}
