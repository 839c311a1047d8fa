import { Box, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Change } from '../../../client/person.ts'
import type { Json } from '../../../lib/value.ts'
import { When } from '../../ui/when.tsx'
import { applicationName } from '../application-name.ts'
import { BeforeAfter } from '../change.tsx'
import { fieldsOf } from '../data/fields.ts'
import { termLabels } from '../term-labels.ts'
import { Way } from '../way.tsx'

/** One line of history: what changed, from what to what, when, by whom, in which run. */
export function ChangeLine({ change }: { readonly change: Change }) {
  return (
    <Box px="md" py={9} style={{ borderTop: '1px solid var(--m-line)' }}>
      <Text size="sm" component="div">
        <What change={change} />
      </Text>
      <Text size="xs" c="dimmed" mt={2}>
        <When at={change.at} /> by {change.actor || 'Muster'}
        {change.givenBackTo &&
          ` · given back to ${change.givenBackTo.integrationName ?? 'the sources, of which none speaks'}`}
        {change.runId && (
          <>
            {' · '}
            <Way to={`/runs/${change.runId}`} needs="runs:read" isWithin>
              run
            </Way>
          </>
        )}
      </Text>
    </Box>
  )
}

const accountFields: Readonly<Record<string, string>> = {
  role: 'Role',
  active: 'Active',
  label: 'Name',
  person: 'Person',
  linked_by_hand: 'By hand',
  no_person_reason: 'No person needed',
  gone: 'Gone',
  unmaintained: 'Unmaintained',
  state: 'State',
}

/** The labels of what is no field of the data model. */
const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  saas_user: accountFields,
  saas_application: termLabels,
}

const nouns: Readonly<Record<string, string>> = {
  saas_user: 'SaaS user',
  device: 'Device',
  saas_application: 'Application',
}

function What({ change: { object, kind, field, before, after, mergedFrom } }: { readonly change: Change }) {
  const { data: fields } = useQuery(fieldsOf(object === 'device' ? 'device' : 'person'))
  if (kind === 'merged') return 'Somebody became part of this person'
  if (kind === 'split') return 'Two people were taken apart again'
  const whose = nouns[object] ?? (mergedFrom ? 'Who was merged' : 'Person')
  if (field === null) return `${whose}${object === 'saas_user' ? placeOf(after) : ''} ${kind}`
  const label = labels[object]?.[field] ?? fields?.find(({ key }) => key === field)?.label
  return (
    <>
      {whose !== 'Person' && `${whose}, `}
      {label ?? field}: <BeforeAfter before={before} after={after} />
    </>
  )
}

/** At which application an account came to be. */
const placeOf = (after: Json): string =>
  isAccount(after) ? ` at ${applicationName({ name: after.vendor, instance: after.instance })}` : ''

const isAccount = (after: Json): after is { readonly vendor: string; readonly instance: string } =>
  typeof after === 'object' && after !== null && 'vendor' in after
