import { List, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { View, ViewedList } from '../../../client/view.ts'
import { Note } from '../../ui/note.tsx'
import { api } from '../api.ts'
import { rightText } from '../right-words.ts'
import type { ListWords } from './words.ts'

/** A field by its label, or a right: these alone are of lower case with a colon. */
const missingText = (name: string) =>
  /^[a-z-]+:[a-z]+$/.test(name) ? `the right to ${rightText(name)}` : name

interface HiddenProps {
  readonly list: ViewedList
  /** The view; undefined: it is not kept yet. */
  readonly view: View | undefined
  readonly words: ListWords
  /** Who is to have it: `everyone`, or the key of a role. */
  readonly to: string
}

/** Says, before a view is shared, which of the roles that it is for will not see it, and why. */
export function HiddenFrom({ list, view, words, to }: HiddenProps) {
  const { data } = useQuery({
    queryKey: ['views', 'hidden-from', list, view?.id, words],
    queryFn: () => (view ? api.views.viewHiddenFrom(view.id) : api.views.hiddenFrom(list, words)),
  })
  const hidden = data?.items.filter(({ role }) => to === 'everyone' || role === to) ?? []
  if (hidden.length === 0) return null
  return (
    <Note tone="warning" role="status">
      <Text size="sm">It names what some do not see, so they will not have it:</Text>
      <List size="sm">
        {hidden.map(({ role, label, missing }) => (
          <List.Item key={role}>
            {label}: {missing.map(missingText).join(', ')}
          </List.Item>
        ))}
      </List>
    </Note>
  )
}
