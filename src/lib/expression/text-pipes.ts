import { trimSpaces } from '../text.ts'
import { each, type Pipe, refuseLong, type Transform, textArgument, textOf } from './pipe.ts'

/** Pipes that make text of text. On a list they work on each element. */
export const textPipes = {
  trim: simple('trim', 'Removes the spaces around a text.', trimSpaces),
  lower: simple('lower', 'Turns a text into lower case.', (text) => text.toLowerCase()),
  upper: simple('upper', 'Turns a text into upper case.', (text) => text.toUpperCase()),
  title: simple(
    'title',
    'Starts every word with a capital: "ANA O’BRIEN-LEE" becomes "Ana O’brien-Lee".',
    title,
  ),
  text: simple('text', 'Writes a number or a flag as text.', (text) => text),
  before: {
    usage: 'before(text)',
    about: 'What stands before the first such text; the whole when it does not occur.',
    least: 1,
    most: 1,
    prepare: ([mark]) => cut('before', textArgument('before', mark), before),
  },
  after: {
    usage: 'after(text)',
    about: 'What stands after the first such text; empty when it does not occur.',
    least: 1,
    most: 1,
    prepare: ([mark]) => cut('after', textArgument('after', mark), after),
  },
  replace: {
    usage: 'replace(text, by)',
    about: 'Replaces every such text, taken literally.',
    least: 2,
    most: 2,
    prepare: ([from, to]) => replacer(textArgument('replace', from), textOf('replace', to)),
  },
  prefix: {
    usage: 'prefix(text)',
    about: 'Puts a text in front; a blank value stays as it is.',
    least: 1,
    most: 1,
    prepare: ([head]) => adder('prefix', textArgument('prefix', head), (text, more) => more + text),
  },
  suffix: {
    usage: 'suffix(text)',
    about: 'Puts a text behind; a blank value stays as it is.',
    least: 1,
    most: 1,
    prepare: ([tail]) => adder('suffix', textArgument('suffix', tail), (text, more) => text + more),
  },
} as const satisfies Record<string, Pipe>

function simple(name: string, about: string, change: (text: string) => string): Pipe {
  const transform = each((value) => change(textOf(name, value)))
  return { usage: name, about, least: 0, most: 0, prepare: () => transform }
}

function title(text: string): string {
  return text
    .toLowerCase()
    .replace(/(^|[\s\p{Pd}(])(\p{L})/gu, (_, start, letter) => start + letter.toUpperCase())
}

function cut(pipe: string, mark: string, take: (text: string, mark: string) => string | null): Transform {
  return each((value) => take(textOf(pipe, value), mark))
}

function before(text: string, mark: string): string {
  const at = text.indexOf(mark)
  return at < 0 ? text : text.slice(0, at)
}

function after(text: string, mark: string): string | null {
  const at = text.indexOf(mark)
  return at < 0 ? null : text.slice(at + mark.length)
}

function replacer(from: string, to: string): Transform {
  return each((value) => {
    const parts = textOf('replace', value).split(from)
    const kept = parts.reduce((sum, part) => sum + part.length, 0)
    refuseLong('replace', kept + (parts.length - 1) * to.length)
    return parts.join(to)
  })
}

function adder(pipe: string, more: string, add: (text: string, more: string) => string): Transform {
  return each((value) => {
    const text = textOf(pipe, value)
    refuseLong(pipe, text.length + more.length)
    return text === '' ? text : add(text, more)
  })
}
