import { Group, List, Text } from '@mantine/core'
import type { FieldChange, Outcome } from '../../../client/run.ts'
import { BeforeAfter } from '../../parts/change.tsx'

/** What becomes of a record: why, what is wrong, and what changes from which value to which. */
export function OutcomeTold({ outcome }: { readonly outcome: Outcome }) {
  const { reasonText, problems, changes, account, software } = outcome
  return (
    <>
      {reasonText && <Text size="sm">{reasonText}</Text>}
      {problems.length > 0 && (
        <List size="sm" withPadding>
          {problems.map(({ field, message }) => (
            <List.Item key={`${field} ${message}`}>{field ? `${field}: ${message}` : message}</List.Item>
          ))}
        </List>
      )}
      <Changes changes={changes} />
      {account && <Changes changes={account.changes} of="SaaS user" />}
      {software && <Text size="sm">{softwareText(software)}</Text>}
      {account?.created && account.changes.length === 0 && <Text size="sm">A SaaS user is made.</Text>}
    </>
  )
}

const softwareText = ({ installed, removed }: NonNullable<Outcome['software']>): string =>
  `Software: ${[installed > 0 && `${installed} installed`, removed > 0 && `${removed} removed`].filter(Boolean).join(', ')}`

function Changes({ changes, of }: { readonly changes: readonly FieldChange[]; readonly of?: string }) {
  if (changes.length === 0) return null
  return (
    <Group gap="2px 18px">
      {changes.map(({ field, label, before, after }) => (
        <Text key={field} size="sm" component="div">
          <Text span inherit c="dimmed">
            {of ? `${of}, ${label}` : label}:
          </Text>{' '}
          <BeforeAfter before={before} after={after} />
        </Text>
      ))}
    </Group>
  )
}
