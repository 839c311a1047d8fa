import { Code, Text } from '@mantine/core'
import type { ActChange } from '../../../client/activity.ts'
import type { Json } from '../../../lib/value.ts'
import { BeforeAfter } from '../../parts/change.tsx'
import classes from './act-line.module.css'

/** What an act changed, in short: what was made is told by its name, and what is long by that it changed. */
export function ChangesInShort({ changes }: { readonly changes: readonly ActChange[] }) {
  const isMade = changes.every(({ before }) => before === null)
  if (isMade) return null
  return (
    <ul className={classes.changes}>
      {changes.map(({ field, before, after, hidden }) => (
        <li key={field}>
          <Name field={field} />{' '}
          {hidden ? (
            'changed; it is not shown'
          ) : isLong(before) || isLong(after) ? (
            'changed'
          ) : (
            <BeforeAfter before={shortened(before)} after={shortened(after)} />
          )}
        </li>
      ))}
    </ul>
  )
}

/** What an act changed, whole. */
export function ChangesInFull({ changes }: { readonly changes: readonly ActChange[] }) {
  return changes
    .filter(({ hidden }) => !hidden)
    .map(({ field, before, after }) => (
      <div key={field} className={classes.full}>
        <Name field={field} />
        {before !== null && (
          <Code block fz="xs" bg="var(--m-before)" tabIndex={0} role="region" aria-label={`${field}, before`}>
            {wholeText(before)}
          </Code>
        )}
        <Code block fz="xs" bg="var(--m-after)" tabIndex={0} role="region" aria-label={`${field}, after`}>
          {wholeText(after)}
        </Code>
      </div>
    ))
}

const Name = ({ field }: { readonly field: string }) => (
  <Text span inherit c="dimmed">
    {wordsOf(field)}:
  </Text>
)

/** A name as programs write it, as people read it: "group roles" of `groupRoles`. */
const wordsOf = (field: string): string =>
  field
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()

const isPlain = (value: Json): boolean => value === null || typeof value !== 'object'

/** Whether a value says little at a glance. */
const isLong = (value: Json): boolean =>
  Array.isArray(value) ? !value.every(isPlain) : !isPlain(value) || String(value).length > 200

const shortened = (value: Json): Json => (Array.isArray(value) ? value.join(', ') : value)

const wholeText = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)
