import { ActionIcon, Anchor, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { SaasApplication } from '../../../client/person.ts'
import { useMay, useSeesAll } from '../../parts/session.ts'
import classes from './figures.module.css'
import { type Figure, inactiveCost, renewal, unusedSeats } from './terms-words.ts'

// Comes when somebody asks.
const WhyTerms = lazy(async () => ({ default: (await import('./why-terms.tsx')).WhyTerms }))

/** The terms that each figure is made of. */
const madeOf = {
  'Unused seats': ['seats'],
  'Cost of inactive SaaS users': ['pricePerSeat', 'pricePeriod', 'currency'],
  Renewal: ['renewalDate'],
  Owner: ['ownerId'],
} as const

type Name = keyof typeof madeOf

/** What an application costs, until when, and who answers for it. */
export function Figures({ application }: { readonly application: SaasApplication }) {
  const [asked, ask] = useState<Name>()
  const may = useMay()
  const seesAll = useSeesAll()
  const onAsk = may('saas-applications:read') ? ask : undefined
  return (
    <>
      <dl className={classes.figures}>
        <One name="Unused seats" figure={unusedSeats(application)} onAsk={onAsk} />
        <One name="Cost of inactive SaaS users" figure={inactiveCost(application)} onAsk={onAsk} />
        <One name="Renewal" figure={renewal(application)} onAsk={onAsk} />
        <One
          onAsk={onAsk}
          name="Owner"
          figure={
            application.ownerId
              ? { value: 'somebody', note: '' }
              : { value: undefined, note: seesAll ? 'Nobody is named' : 'Nobody whom you see is named' }
          }
        >
          <Anchor component={Link} to={`/people/${application.ownerId}`} inherit>
            {application.ownerName ?? 'Nameless'}
          </Anchor>
        </One>
      </dl>
      <Suspense>
        {asked && (
          <WhyTerms id={application.id} name={asked} terms={madeOf[asked]} onClose={() => ask(undefined)} />
        )}
      </Suspense>
    </>
  )
}

interface OneProps {
  readonly name: Name
  readonly figure: Figure
  readonly onAsk: ((name: Name) => void) | undefined
  /** Instead of its value. */
  readonly children?: ReactNode
}

function One({ name, figure: { value, note }, onAsk, children }: OneProps) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
        {onAsk && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            ml={4}
            aria-label={`Why this value: ${name}`}
            onClick={() => onAsk(name)}
          >
            <IconInfoCircle size={16} aria-hidden />
          </ActionIcon>
        )}
      </Text>
      <dd className={classes.value} data-unknown={value === undefined}>
        {value === undefined ? 'Unknown' : (children ?? value)}
      </dd>
      {note && (
        <Text component="dd" size="sm" c="dimmed" className={classes.note ?? ''}>
          {note}
        </Text>
      )}
    </div>
  )
}
