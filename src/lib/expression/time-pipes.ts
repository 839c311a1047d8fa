import { epochDayText, instantText, readIso } from '../iso-time.ts'
import { readNumber } from '../number-text.ts'
import { PipeError } from '../pipe-error.ts'
import { show } from '../show.ts'
import { trimSpaces } from '../text.ts'
import type { Json, Value } from '../value.ts'
import { dateReader } from './date-format.ts'
import { type Pipe, type Transform, textArgument } from './pipe.ts'

const units: Readonly<Record<string, (count: number) => string | undefined>> = {
  s: (count) => instantText(Math.round(count * 1000)),
  ms: instantText,
  day: (count) => (Number.isInteger(count) ? epochDayText(count) : undefined),
}

/** Pipes that read dates and times and answer ISO text: a day as YYYY-MM-DD, a time in UTC. */
export const timePipes = {
  date: {
    usage: 'date(format, …)',
    about:
      'Reads a date: ISO 8601, or formats such as "DD.MM.YYYY" or "D MMM YYYY HH:mm" (UTC), tried in order.',
    least: 0,
    most: 10,
    fixed: true,
    prepare: datePipe,
  },
  epoch: {
    usage: 'epoch(unit)',
    about: 'Reads a count since 1970 as a date: of "s" seconds, "ms" milliseconds or "day" days.',
    least: 1,
    most: 1,
    fixed: true,
    prepare: epochPipe,
  },
  objectIdDate: {
    usage: 'objectIdDate',
    about: 'When a MongoDB id of 24 hex digits was made; missing for any other id.',
    least: 0,
    most: 0,
    prepare: () => objectIdDate,
  },
} as const satisfies Record<string, Pipe>

function datePipe(args: readonly Value[]): Transform {
  const formats = args.map((format) => textArgument('date', format))
  const read = formats.length === 0 ? readIso : dateReader(formats)
  const expected =
    formats.length === 0 ? 'an ISO 8601 date (a time needs an offset or Z)' : formats.join(' or ')
  return (value) => {
    const text = typeof value === 'string' ? trimSpaces(value) : undefined
    if (text === '') return null
    const date = text === undefined ? undefined : read(text)
    if (date === undefined) throw new PipeError(`"date" cannot read ${show(value)}; expected ${expected}`)
    return date
  }
}

function epochPipe([unit]: readonly Value[]): Transform {
  const read = typeof unit === 'string' && Object.hasOwn(units, unit) ? units[unit] : undefined
  if (!read) throw new PipeError('"epoch" needs a unit: epoch("s"), epoch("ms") or epoch("day")')
  return (value) => {
    const text = typeof value === 'string' ? trimSpaces(value) : undefined
    if (text === '') return null
    const count = text === undefined ? value : readNumber(text)
    const date = typeof count === 'number' ? read(count) : undefined
    if (date === undefined) throw new PipeError(`"epoch" cannot read ${show(value)} as a count of ${unit}`)
    return date
  }
}

// The first four bytes of an ObjectId are the second it was made in.
function objectIdDate(value: Json): Value {
  if (typeof value !== 'string' || !/^[0-9a-f]{24}$/i.test(value)) return undefined
  return instantText(Number.parseInt(value.slice(0, 8), 16) * 1000)
}
