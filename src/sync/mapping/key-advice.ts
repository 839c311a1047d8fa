import type { ObjectKind } from '../../directory/field.ts'
import { type ObjectWords, objects } from '../../directory/object.ts'
import { countOf, countText } from '../../lib/counts.ts'
import type { KeyCount, KeyCounts } from './key-survey.ts'

/** Which fields to choose as sync keys, and why, in a sentence or two. */
export interface KeyAdvice {
  /** In the order they should have. */
  readonly keys: readonly string[]
  readonly because: string
}

/**
 * Recommends sync keys from what was counted over a whole list: the field that finds the most objects without a
 * mistake, and one behind it for those who have no value there.
 */
export function adviseKeys({ records, keys }: KeyCounts, object: ObjectKind): KeyAdvice {
  const words = objects[object]
  if (records === 0)
    return {
      keys: [],
      because: 'The list has no record that takes part, so nothing can be said of its keys.',
    }
  const [best, ...others] = keys.filter((key) => isFit(key, records)).toSorted(byWorth)
  if (!best) return { keys: [], because: noneFits(records, keys, words) }
  const second = best.blank > 0 ? others.find((key) => key.blank < best.blank) : undefined
  const first = `Use ${best.label} as the first sync key: ${saying(best, records, words)}.`
  if (!second) return { keys: [best.key], because: first }
  const behind = `Put ${second.label} behind it for ${counted(best.blank)} without one.`
  return { keys: [best.key, second.key], because: `${first} ${behind}` }
}

/** More than one in twenty without a value, or sharing one, and a field does not tell them apart. */
const isFit = ({ blank, repeated }: KeyCount, records: number): boolean => (blank + repeated) * 20 <= records

const faults = ({ blank, repeated, disagrees }: KeyCount): number => blank + repeated + disagrees

/** What it finds counts first: a key that nothing here has yet would make everything anew. */
const byWorth = (a: KeyCount, b: KeyCount): number =>
  b.meets - b.disagrees - (a.meets - a.disagrees) || faults(a) - faults(b)

function saying(count: KeyCount, records: number, { one, many }: ObjectWords): string {
  const { blank, repeated, meets, disagrees } = count
  const has =
    blank === 0 ? `${all(records)} has one` : `${countText(records - blank)} of ${counted(records)} have one`
  const apart = repeated === 0 ? 'no two the same' : `${counted(repeated)} share one with another`
  const finds =
    meets === 0
      ? `no ${one} in the directory has any of them yet`
      : `it finds ${countOf(meets, one, many)} of the directory`
  const doubt =
    disagrees === 0 ? '' : `, of which another field takes ${countText(disagrees)} for another ${one}`
  return `${has}, ${apart}, and ${finds}${doubt}`
}

function noneFits(records: number, keys: readonly KeyCount[], { many }: ObjectWords): string {
  if (keys.length === 0)
    return `No unique field is mapped. Map one that tells ${many} apart, or add a unique field for the id of the vendor.`
  const worst = keys.map(
    ({ label, blank, repeated }) =>
      `${label} is empty for ${countText(blank)} and shared by ${countText(repeated)}`,
  )
  return `No field tells these ${counted(records)} apart well enough: ${worst.join('; ')}. Add a unique field for the id of the vendor, or correct the records there.`
}

const all = (records: number): string => (records === 1 ? 'the only record' : `each of ${counted(records)}`)
const counted = (count: number): string => countOf(count, 'record')
