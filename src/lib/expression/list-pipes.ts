import { PipeError } from '../pipe-error.ts'
import { trimSpaces } from '../text.ts'
import { isObject, type Json, type JsonObject, type Value } from '../value.ts'
import { type Pipe, refuseLong, type Transform, textArgument, textOf } from './pipe.ts'

/** Pipes that make, join or look into lists. A single value counts as a list of one. */
export const listPipes = {
  list: {
    usage: 'list',
    about: 'Makes a list: of a list without its empty elements, of ",a,b," or of a single value.',
    least: 0,
    most: 0,
    seesEmpty: true,
    prepare: () => elements,
  },
  with: {
    usage: 'with(more)',
    about: 'Appends another list; a missing one is ignored.',
    least: 1,
    most: 1,
    prepare: ([more]) => {
      const tail = more === undefined || more === null ? [] : asList(more)
      return (value) => [...asList(value), ...tail]
    },
  },
  names: {
    usage: 'names',
    about: 'Turns each object into its name, or its _id where it has none.',
    least: 0,
    most: 0,
    prepare: () => (value) => (Array.isArray(value) ? value.map(nameOf) : nameOf(value)),
  },
  has: {
    usage: 'has(a, b, …)',
    about: 'True when an element is one of these, or is an object with such a name or _id.',
    least: 1,
    most: 50,
    prepare: (wanted) => (value) => asList(value).some((element) => isOneOf(element, wanted)),
  },
  find: {
    usage: 'find(property, value, wanted)',
    about:
      'Of the first object in which a property has this value, another property; empty when there is none.',
    least: 3,
    most: 3,
    prepare: ([property, value, wanted]) => {
      const [key, other] = [textArgument('find', property), textArgument('find', wanted)]
      return (list) => asList(list).flatMap((item) => found(item, key, value, other))[0] ?? null
    },
  },
  first: {
    usage: 'first',
    about: 'The first element; empty when there is none.',
    least: 0,
    most: 0,
    prepare: () => (value) => asList(value)[0] ?? null,
  },
  last: {
    usage: 'last',
    about: 'The last element; empty when there is none.',
    least: 0,
    most: 0,
    prepare: () => (value) => asList(value).at(-1) ?? null,
  },
  at: {
    usage: 'at(n)',
    about: 'The element at a position: 0 is the first, -1 the last; empty when there is none.',
    least: 1,
    most: 1,
    prepare: ([position]) => {
      if (!Number.isSafeInteger(position)) throw new PipeError('"at" needs a whole number, such as at(0)')
      return (value) => asList(value).at(Number(position)) ?? null
    },
  },
  split: {
    usage: 'split(text)',
    about: 'Cuts a text into a list wherever this text stands.',
    least: 1,
    most: 1,
    prepare: ([mark]) => splitter(textArgument('split', mark)),
  },
  join: {
    usage: 'join(text)',
    about: 'Makes one text of a list, with this text (", " when left out) between the elements.',
    least: 0,
    most: 1,
    prepare: ([mark = ', ']) => joiner(textOf('join', mark)),
  },
} as const satisfies Record<string, Pipe>

function elements(value: Json): readonly Json[] {
  if (value === null) return []
  if (Array.isArray(value)) return value.filter((element) => element !== null && element !== '')
  if (value === '') return []
  // Planhat, among others, sends some lists as ",id1,id2,".
  if (typeof value !== 'string' || !value.includes(',')) return [value]
  return value
    .split(',')
    .map(trimSpaces)
    .filter((part) => part !== '')
}

function asList(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value]
}

function nameOf(value: Json): Json {
  return isObject(value) ? (own(value, 'name') ?? own(value, '_id') ?? value) : value
}

function isOneOf(element: Json, wanted: readonly Value[]): boolean {
  if (!isObject(element)) return wanted.includes(element)
  const marks = [own(element, 'name'), own(element, '_id')]
  return marks.some((mark) => mark !== undefined && wanted.includes(mark))
}

const found = (item: Json, key: string, value: Value, other: string): readonly Value[] =>
  isObject(item) && own(item, key) === value ? [own(item, other)] : []

function own(value: JsonObject, key: string): Value {
  return Object.hasOwn(value, key) ? value[key] : undefined
}

function splitter(mark: string): Transform {
  return (value) => {
    const text = textOf('split', value)
    return text === '' ? [] : text.split(mark)
  }
}

function joiner(mark: string): Transform {
  return (value) => {
    const parts = asList(value)
      .filter((part) => part !== null)
      .map((part) => textOf('join', part))
    const letters = parts.reduce((sum, part) => sum + part.length, 0)
    refuseLong('join', letters + parts.length * mark.length)
    return parts.join(mark)
  }
}
