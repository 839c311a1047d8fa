import { unknownField } from '../../lib/condition/problems.ts'
import { invalid } from '../../lib/errors.ts'
import type { Page } from '../page.ts'

interface Choice {
  /** Undefined: everything. */
  readonly wanted: readonly string[] | undefined
  /** The properties of an item. */
  readonly known: readonly string[]
  /** The property that is in every answer. */
  readonly always: string
}

/** The property of an item whose own properties can be chosen one by one. */
export interface Within {
  readonly property: string
  readonly names: readonly string[]
}

type Item = Readonly<Record<string, unknown>>

/** A piece with only the chosen fields of each item. Throws `input.invalid` for those there are not. */
export function pickFields<T extends Item>(
  { items, next }: Page<T>,
  { wanted, known, always }: Choice,
  within?: Within,
): Page<Partial<T>> {
  if (wanted === undefined) return { items, next }
  const outer = known.filter((name) => name !== within?.property)
  const problems = wanted
    .filter((name) => !outer.includes(name) && !within?.names.includes(name))
    .map((name) => ({ field: 'fields', message: unknownField(name, [...outer, ...(within?.names ?? [])]) }))
  if (problems.length > 0) throw invalid(problems)
  const names = new Set([always, ...wanted])
  return { items: items.map((item) => pick(item, names, within?.property)), next }
}

function pick<T extends Item>(item: T, names: ReadonlySet<string>, inner: string | undefined): Partial<T> {
  const chosen = Object.entries(item).flatMap(([name, value]) => {
    if (name === inner) return [[name, pickOf(value, names)]]
    return names.has(name) ? [[name, value]] : []
  })
  // Some of the properties of an item are a part of it.
  return Object.fromEntries(chosen) as Partial<T>
}

function pickOf(value: unknown, names: ReadonlySet<string>): Item {
  const all = Object.entries(typeof value === 'object' && value !== null ? value : {})
  return Object.fromEntries(all.filter(([name]) => names.has(name)))
}
