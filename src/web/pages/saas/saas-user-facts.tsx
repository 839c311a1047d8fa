import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { SaasUserDetail } from '../../../client/person.ts'
import { stateText } from '../../parts/account-state.tsx'
import { applicationName } from '../../parts/application-name.ts'
import { ValueLine } from '../../parts/record/value-line.tsx'
import { useMay } from '../../parts/session.ts'
import { Value } from '../../parts/value.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { When } from '../../ui/when.tsx'

const WhySaasUser = lazy(async () => ({ default: (await import('./why-saas-user.tsx')).WhySaasUser }))
const LinkAccount = lazy(async () => ({
  default: (await import('../../parts/link-account.tsx')).LinkAccount,
}))

interface FactsProps {
  readonly user: SaasUserDetail
}

/** What can be explained of a SaaS user, by what it is called. */
const labels = { person: 'Person', label: 'Name', role: 'Role', active: 'Active', state: 'State' } as const
type Word = keyof typeof labels

/** What is known of a SaaS user: each value says why it is so; whose it is can be said by hand. */
export function SaasUserFacts({ user }: FactsProps) {
  const may = useMay()
  const [asked, ask] = useState<Word>()
  const [isLinking, link] = useState(false)
  const mayLink = may('people:write') && may('people:read')
  const line = (word: Word, value: ReactNode) =>
    [
      labels[word],
      <ValueLine
        key={word}
        label={labels[word]}
        isByHand={word === 'person' && user.isLinkedByHand}
        onAsk={() => ask(word)}
        onEdit={word === 'person' && mayLink ? () => link(true) : undefined}
      >
        {value}
      </ValueLine>,
    ] as const
  const { vendor, instance } = user.application
  const name = applicationName({ name: vendor, instance })
  return (
    <Card title="Summary">
      <Details
        items={[
          [
            'Application',
            <Anchor key="application" component={Link} to={`/saas/${user.applicationId}`} inherit>
              {name}
            </Anchor>,
          ],
          line('person', <Whose user={user} />),
          line('label', <Value value={user.label} empty="not told" />),
          ['Id at the vendor', user.vendorId],
          line('role', <Value value={user.role} empty="not told" />),
          line('active', <Value value={user.active} empty="not told" />),
          line('state', stateText(user)),
          ['Last activity', `${vendor} does not tell when it was last active.`],
          ['First seen', <When key="first" at={user.createdAt} />],
          ['Last seen', user.lastSeenAt ? <When key="last" at={user.lastSeenAt} /> : 'Not known'],
          ['Changed', <When key="changed" at={user.updatedAt} />],
        ]}
      />
      <Suspense>
        {asked && (
          <WhySaasUser id={user.id} word={asked} label={labels[asked]} onClose={() => ask(undefined)} />
        )}
        {isLinking && <LinkAccount account={user} onClose={() => link(false)} />}
      </Suspense>
    </Card>
  )
}

function Whose({ user: { personId, personName, noPersonReason } }: FactsProps) {
  if (noPersonReason) return `None needed: ${noPersonReason}`
  if (!personId) return <Value value={null} empty="nobody" />
  return (
    <Anchor component={Link} to={`/people/${personId}`} inherit>
      {personName ?? 'Nameless'}
    </Anchor>
  )
}
