import { Button, Group, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useMay } from '../../parts/session.ts'
import { useLinks, type Which } from './use-links.ts'

// These come when somebody asks for them.
const LinkToPerson = lazy(async () => ({ default: (await import('./link-to-person.tsx')).LinkToPerson }))

const NeedNone = lazy(async () => ({ default: (await import('./need-none.tsx')).NeedNone }))

const acts = [
  { to: 'address', label: 'Link by e-mail address' },
  { to: 'nobody', label: 'Make nobody’s' },
  { to: 'sources', label: 'Give back to the sources' },
] as const

/** What can be said of whose many SaaS users are; each shows its plan first. */
export function SaasUserActs(which: Which) {
  const may = useMay()
  const ask = useLinks(which)
  const [opened, open] = useState<'person' | 'none'>()
  const close = () => open(undefined)
  return (
    <Group gap={6}>
      {may('people:read') && (
        <Button size="xs" variant="default" onClick={() => open('person')}>
          Link to a person
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => open('none')}>
        Say that no person is needed
      </Button>
      {acts.map(({ to, label }) => (
        <Button
          key={to}
          size="xs"
          variant="default"
          loading={ask.isPending && ask.variables.to === to}
          disabled={ask.isPending}
          onClick={() => ask.mutate({ to })}
        >
          {label}
        </Button>
      ))}
      {ask.error && !opened && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {ask.error.message}
        </Text>
      )}
      <Suspense>
        {opened === 'person' && <LinkToPerson ask={ask} counted={which.counted} onClose={close} />}
        {opened === 'none' && <NeedNone ask={ask} counted={which.counted} onClose={close} />}
      </Suspense>
    </Group>
  )
}
