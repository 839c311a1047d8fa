import { readNumber } from '../number-text.ts'
import { PipeError } from '../pipe-error.ts'
import { show } from '../show.ts'
import { trimSpaces } from '../text.ts'
import type { Json, Value } from '../value.ts'
import { each, type Pipe, type Transform } from './pipe.ts'

/** Pipes for flags, numbers and values of any kind. */
export const valuePipes = {
  default: {
    usage: 'default(x)',
    about: 'Another value when this one is missing or empty; the same as x ?? y.',
    least: 1,
    most: 1,
    prepare: 'fallback',
  },
  not: {
    usage: 'not',
    about: 'Turns true into false and false into true; a missing flag stays missing.',
    least: 0,
    most: 0,
    prepare: () => not,
  },
  map: {
    usage: 'map(from, to, from, to, …)',
    about: 'Replaces values by others, in a list each element; values not named stay.',
    least: 2,
    most: 100,
    prepare: mapper,
  },
  number: {
    usage: 'number',
    about: 'Reads a number written plainly, such as "12", "-8" or "5.5".',
    least: 0,
    most: 0,
    prepare: () => number,
  },
  length: {
    usage: 'length',
    about: 'How many elements a list or characters a text has.',
    least: 0,
    most: 0,
    prepare: () => length,
  },
} as const satisfies Record<string, Pipe>

function not(value: Json): Value {
  if (value === '') return null
  if (value === true || value === 'true') return false
  if (value === false || value === 'false') return true
  throw new PipeError(`"not" needs true or false, not ${show(value)}`)
}

function mapper(args: readonly Value[]): Transform {
  if (args.length % 2 === 1)
    throw new PipeError('"map" needs pairs: to each value what it becomes, such as map("A", "Active")')
  const table = new Map<Value, Json>()
  for (let i = 0; i < args.length; i += 2) table.set(args[i], args[i + 1] ?? null)
  return each((value) => {
    const mapped = table.get(value)
    return mapped === undefined ? value : mapped
  })
}

function number(value: Json): Value {
  if (typeof value === 'number') return value
  const text = typeof value === 'string' ? trimSpaces(value) : undefined
  if (text === '') return null
  const read = text === undefined ? undefined : readNumber(text)
  if (read === undefined) throw new PipeError(`"number" cannot read ${show(value)}`)
  return read
}

function length(value: Json): Value {
  if (Array.isArray(value)) return value.length
  if (typeof value !== 'string') throw new PipeError(`"length" needs a list or a text, not ${show(value)}`)
  let characters = 0
  for (const _ of value) characters++
  return characters
}
