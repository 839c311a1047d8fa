import type { SoftwareSpec } from '../../connect/manifest.ts'
import { type Converted, convertFact, forMapping } from '../../lib/convert.ts'
import { compile } from '../../lib/expression.ts'
import { PipeError } from '../../lib/pipe-error.ts'
import { isObject, type Json } from '../../lib/value.ts'

/** One piece of software on a device, as its vendor tells it. */
export interface SoftwareFact {
  readonly name: string
  readonly version: string | null
  readonly publisher: string | null
}

/** What a record says of software; `undefined`: nothing. */
export type SoftwareFound =
  | { readonly value: readonly SoftwareFact[] | undefined }
  | { readonly problem: string }

const most = { items: 20_000, letters: 256 }

/**
 * Makes the reader of the software in a record. Each piece comes once and in a fixed order, so that what a vendor says in
 * another order is no change; an item without a name is none.
 */
export function softwareReader(spec: SoftwareSpec): (record: Json) => SoftwareFound {
  const list = compile(spec.list)
  const readName = textReader(spec.name)
  const readVersion = textReader(spec.version)
  const readPublisher = textReader(spec.publisher)
  const read = (item: Json): SoftwareFact | undefined => {
    const name = isObject(item) ? readName(item) : null
    return name === null ? undefined : { name, version: readVersion(item), publisher: readPublisher(item) }
  }

  return (record) => {
    const found = forMapping(convertFact('list', list.evaluate(record)))
    if ('problem' in found) return found
    const items = itemsOf(found)
    if (items === undefined) return { value: undefined }
    if (items.length > most.items)
      return {
        problem: `names ${items.length} pieces of software; at most ${most.items} are kept of one device`,
      }
    return { value: sorted(items.map(read)) }
  }
}

/** A list that is empty, or said to be none, tells that nothing is installed. */
function itemsOf(found: Converted): readonly Json[] | undefined {
  if (!('value' in found) || found.value === undefined) return undefined
  // `Array.isArray` cannot narrow a readonly array.
  return Array.isArray(found.value) ? (found.value as readonly Json[]) : []
}

function textReader(from: string | undefined): (item: Json) => string | null {
  if (from === undefined) return () => null
  const expression = compile(from)
  return (item) => {
    try {
      const fact = convertFact('text', expression.evaluate(item))
      return 'value' in fact && typeof fact.value === 'string' ? shortened(fact.value) : null
    } catch (error) {
      if (error instanceof PipeError) return null
      throw error
    }
  }
}

const shortened = (text: string): string =>
  text.length <= most.letters ? text : Array.from(text).slice(0, most.letters).join('')

function sorted(facts: readonly (SoftwareFact | undefined)[]): readonly SoftwareFact[] {
  const byText = new Map(facts.flatMap((fact) => (fact ? [[JSON.stringify(fact), fact] as const] : [])))
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact)
}
