import type { z } from 'zod'

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
}
const formats: Readonly<Record<string, string>> = {
  email: 'an e-mail address such as ada@example.com',
  datetime: 'a time such as 2026-01-31T09:05:00Z',
  date: 'a date such as 2026-01-31',
  url: 'an address such as https://example.com',
}

/**
 * Words for what zod calls by its own, to be read after the name of a field; `undefined` leaves the message to
 * zod. None of them quotes a value: it may be a secret.
 */
export function say(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing'
      return `must be ${types[issue.expected] ?? `of type ${issue.expected}`}`
    case 'invalid_value':
      if (issue.input === undefined) return 'is missing'
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `must ${sizeWord(issue.origin)} at least ${issue.minimum}${unitOf(issue.origin, Number(issue.minimum))}`
    case 'too_big':
      return `must ${sizeWord(issue.origin)} at most ${issue.maximum}${unitOf(issue.origin, Number(issue.maximum))}`
    case 'invalid_format':
      return formats[issue.format] && `must be ${formats[issue.format]}`
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `must be one of ${issue.options.map(String).join(', ')}`
        : 'has a shape that is not known here'
    default:
      return undefined
  }
}

const sizeWord = (origin: string): string => (origin === 'string' || origin === 'array' ? 'have' : 'be')

function unitOf(origin: string, size: number): string {
  if (origin === 'string') return size === 1 ? ' character' : ' characters'
  if (origin === 'array') return size === 1 ? ' item' : ' items'
  return ''
}
