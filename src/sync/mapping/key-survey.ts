import { type SeenIds, seenIds } from '../../connect/seen-ids.ts'
import type { Field } from '../../directory/field.ts'
import { foldsCase } from '../../directory/sql.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Converted } from '../../lib/convert.ts'
import type { Json } from '../../lib/value.ts'
import { targetFields } from './context.ts'
import { entryReader } from './entry-value.ts'
import { describer } from './facts.ts'
import { type Draft, judgeOf, soundPart } from './preview.ts'
import { proposeMapping } from './smart-mapping.ts'

/** What a list says of one field that could find objects. All are numbers of records. */
export interface KeyCount {
  readonly key: string
  readonly label: string
  blank: number
  /** Whose value another record of the list had before. */
  repeated: number
  /** Whose value an object of the directory has. */
  meets: number
  /** Whose value finds another object than another field of the same record finds. */
  disagrees: number
}

/** What a survey counted: the records that take part, and each candidate. */
export interface KeyCounts {
  readonly records: number
  readonly keys: readonly KeyCount[]
}

/** Finds people by the values of one unique field: the id of each, by the place of its value. */
export type FindPeople = (
  field: Field,
  values: readonly (string | null)[],
) => Promise<ReadonlyMap<number, string>>

/** Counts page by page what a list says of every field that could be a sync key. */
export interface KeySurvey {
  add(records: readonly Json[]): Promise<void>
  readonly counts: KeyCounts
}

/** A draft's unique fields, as it maps them or as Smart Mapping would. */
export function keySurvey(draft: Draft, clock: Pick<Clock, 'now'>, find: FindPeople): KeySurvey {
  const candidates = candidatesOf(draft)
  const { customFields } = soundPart(draft)
  const describe = describer(draft.load, { origin: draft.origin, customFields })
  const judge = judgeOf(draft, clock)
  const keys = candidates.map(({ field }) => newCount(field))
  const met: readonly SeenIds[] = candidates.map(() => seenIds())
  let records = 0
  return {
    get counts() {
      return { records, keys }
    },
    async add(page) {
      const described = page.map((record) => ({ record, facts: describe(record) }))
      const partaking = described.filter(({ facts }) => judge === undefined || takesPart(judge(facts)))
      records += partaking.length
      const found: ReadonlyMap<number, string>[] = []
      for (const [at, { field, read }] of candidates.entries()) {
        const values = partaking.map(({ facts, record }) => keyText(field, read(facts, record)))
        tallyValues(values, keys[at], met[at])
        found.push(await find(field, values))
      }
      tallyMeetings(found, keys)
    },
  }
}

const newCount = ({ key, label }: Field): KeyCount => ({
  key,
  label,
  blank: 0,
  repeated: 0,
  meets: 0,
  disagrees: 0,
})

function candidatesOf(draft: Draft) {
  const { mapping, load, fields } = draft
  // Where fields are as good as each other, an address is what people know each other by.
  const unique = [...targetFields(draft).values()]
    .filter((field) => field.unique)
    .toSorted((a, b) => Number(b.type === 'email') - Number(a.type === 'email'))
  const entries = [...soundPart(draft).entries, ...proposeMapping(load, fields, mapping)]
  return unique.flatMap((field) => {
    const entry = entries.find(({ target }) => target === field.key)
    return entry ? [{ field, read: entryReader(entry, field) }] : []
  })
}

const takesPart = (verdict: object): boolean => 'takesPart' in verdict && verdict.takesPart === true

/** As the unique key of the field compares it. */
function keyText(field: Field, found: Converted): string | null {
  if ('problem' in found || found.value === undefined || found.value === null || found.value === '')
    return null
  const text = String(found.value)
  return foldsCase(field) ? text.toLowerCase() : text
}

function tallyValues(values: readonly (string | null)[], count?: KeyCount, met?: SeenIds): void {
  if (!count || !met) return
  for (const value of values) {
    if (value === null) count.blank++
    else if (!met.add(value)) count.repeated++
  }
}

/** Where several fields of a record find people, the first of them speaks, as the first sync key does. */
function tallyMeetings(found: readonly ReadonlyMap<number, string>[], keys: readonly KeyCount[]): void {
  const first = new Map<number, string>()
  for (const [at, people] of found.entries()) {
    const count = keys[at]
    if (!count) continue
    count.meets += people.size
    for (const [record, person] of people) {
      if ((first.get(record) ?? person) !== person) count.disagrees++
      else first.set(record, person)
    }
  }
}
