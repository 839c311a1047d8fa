import { Button, Group, Text } from '@mantine/core'
import { ApiError } from '../../../client/api-error.ts'
import { Note } from '../../ui/note.tsx'
import { Failure } from '../../ui/states.tsx'
import type { ListWords } from './words.ts'

interface LeftOutProps {
  readonly what: 'view' | 'address'
  /** In words: `sorts by Colour`. */
  readonly leftOut: readonly string[]
  takeOut(): void
}

/** Says what of a view, or an address, is not asked because its field is retired. */
export function LeftOut({ what, leftOut, takeOut }: LeftOutProps) {
  if (leftOut.length === 0) return null
  return (
    <Group px="md" pb="sm">
      <Note tone="warning" role="status">
        <Group justify="space-between" gap="sm">
          <Text size="sm">
            This {what} {leftOut.join(' and ')}, which is retired. The list is shown without that.
          </Text>
          <Button size="xs" variant="default" onClick={takeOut}>
            Take it out
          </Button>
        </Group>
      </Note>
    </Group>
  )
}

/** What can be left out where a list cannot be asked it. */
const ways: Readonly<Record<string, { readonly label: string; readonly change: ListWords }>> = {
  sort: { label: 'Sort as usual', change: { sort: undefined } },
  filter: { label: 'Show it unfiltered', change: { filter: undefined } },
  by: { label: 'Show rows', change: { group: undefined } },
  search: { label: 'Clear the search', change: { search: undefined } },
}

interface RefusedProps {
  readonly error: Error
  retry(): void
  say(change: ListWords): void
}

/** What stands where a list could not be read: with the way to ask it otherwise, where that is what it needs. */
export function Refused({ error, retry, say }: RefusedProps) {
  const problems = error instanceof ApiError ? error.problems : []
  const way = problems.map(({ field }) => ways[field]).find((known) => known !== undefined)
  if (!way) return <Failure error={error} retry={retry} />
  return (
    <Failure
      error={error}
      action={
        <Button variant="default" onClick={() => say(way.change)}>
          {way.label}
        </Button>
      }
    />
  )
}
