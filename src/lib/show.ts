import type { Value } from './value.ts'

const longest = 60

/**
 * A value as a message may show it: its kind, and the beginning of it when it is a single value. Lists and
 * objects are only named, so that no vendor's record ends up in a message.
 */
export function show(value: Value): string {
  if (value === undefined) return 'a missing value'
  if (value === null) return 'an empty value'
  if (typeof value === 'string') return `the text "${shorten(value)}"`
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object'
  return `the ${typeof value} ${value}`
}

/** At most 60 characters of a text, an ellipsis standing for the rest. */
export function shorten(text: string): string {
  const head = text.length > longest ? `${text.slice(0, longest - 1)}…` : text
  return head.toWellFormed()
}
