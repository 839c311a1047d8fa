import type { Field, ObjectKind } from './field.ts'

/** The source in whose name people and devices are edited by hand: it comes before every integration, and there is one. */
export const handSource = '00000000-0000-7000-8000-000000000001'

/** What is done by hand, to whomever or whatever. */
export interface HandWord {
  readonly object: ObjectKind
  /** The fields that it is about. */
  readonly written: readonly Field[]
  /** By key, in their fields' types. Null empties a field, unless a source would fill it again. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>
  /** Keys of fields that a hand no longer speaks of: the sources decide again. */
  readonly givenBack: readonly string[]
  readonly act: 'updated' | 'archived' | 'restored'
}

/** What somebody does by hand to one person or device or several, all of it or nothing. */
export interface HandEdit extends HandWord {
  readonly ids: readonly string[]
  readonly actor: string
}

/** What a hand says from then on, and the keys of which it says nothing any more. */
export function saidByHand({ values, givenBack }: HandWord) {
  const filled = Object.entries(values).filter(([, value]) => value !== null)
  const emptied = Object.keys(values).filter((key) => values[key] === null)
  return { said: Object.fromEntries(filled), silent: [...givenBack, ...emptied] }
}
