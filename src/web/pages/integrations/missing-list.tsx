import { Anchor, List, Text } from '@mantine/core'
import type { Integration, Mapping } from '../../../client/integration.ts'
import { goTo } from './go-to.ts'

interface MissingListProps {
  readonly integration: Integration
  /** The mapping as it is edited, saved or not. */
  readonly draft: Mapping
}

/** What keeps a draft from its launch, each with the way there; what is chosen already only has to be saved. */
export function MissingList({ integration: { missing }, draft }: MissingListProps) {
  return (
    <List size="sm" mt={4} spacing={2}>
      {missing.map(({ field, message }) => (
        <List.Item key={field}>
          <Anchor
            href={`#${placeOf(field)}`}
            inherit
            onClick={(event) => goTo(placeOf(field)) && event.preventDefault()}
          >
            {message}
          </Anchor>
          {isChosen(draft, field) && (
            <Text span inherit c="dimmed">
              {' '}
              Chosen below, not saved yet.
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  )
}

const placeOf = (field: string): string => {
  if (field === 'credentialId') return 'credential'
  return field === 'syncKeys' ? 'sync-keys' : `target-${field}`
}

const isChosen = ({ entries, syncKeys }: Mapping, field: string): boolean =>
  field === 'syncKeys' ? syncKeys.length > 0 : entries.some(({ target }) => target === field)
