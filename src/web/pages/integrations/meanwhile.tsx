import { Button, List } from '@mantine/core'
import { BeforeAfter } from '../../parts/change.tsx'
import { Note } from '../../ui/note.tsx'
import { type Edit, same } from './use-edit.ts'

/** One thing that somebody else changed: what it is called, and both values in words. */
export interface Told {
  readonly label: string
  readonly before: string
  readonly after: string
}

/** What differs between two versions, by what each value is called and how it is said. */
export const told =
  <T extends object>(
    words: { readonly [K in keyof T]: readonly [label: string, say: (value: T[K]) => string] },
  ) =>
  (before: T, after: T): readonly Told[] => {
    // The keys are those of the words.
    const keys = Object.keys(words) as (keyof T)[]
    return keys.flatMap((key) => {
      const [label, say] = words[key]
      return same(before[key], after[key])
        ? []
        : [{ label, before: say(before[key]), after: say(after[key]) }]
    })
  }

interface MeanwhileProps<T> {
  readonly edit: Edit<T>
  tell(before: T, after: T): readonly Told[]
}

/** What somebody else saved of it while it was edited here; what was typed is still there. */
export function Meanwhile<T>({ edit: { from, saved, leave }, tell }: MeanwhileProps<T>) {
  if (same(from, saved)) return null
  return (
    <Note tone="warning" title="This was changed meanwhile" role="status">
      Somebody saved another version while you were editing.
      <List size="sm" my={4}>
        {tell(from, saved).map(({ label, before, after }) => (
          <List.Item key={label}>
            {label}: <BeforeAfter before={before} after={after} />
          </List.Item>
        ))}
      </List>
      What you typed is still here. Saving puts only that in the place of theirs.{' '}
      <Button variant="default" size="compact-xs" onClick={leave}>
        Show the saved one
      </Button>
    </Note>
  )
}
