import type { Field } from './field.ts'

/** The source in whose name people are edited by hand: it comes before every integration, and there is one. */
export const handSource = '00000000-0000-7000-8000-000000000001'

/** What somebody does by hand to one person or several. */
export interface HandEdit {
  readonly personIds: readonly string[]
  /** The fields that it is about. */
  readonly written: readonly Field[]
  /** By key, in their fields' types. Null empties a field, unless a source would fill it again. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>
  /** Keys of fields that a hand no longer speaks of: the sources decide again. */
  readonly givenBack: readonly string[]
  readonly act: 'updated' | 'archived' | 'restored'
  readonly actor: string
}
