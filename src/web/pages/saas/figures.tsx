import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SaasApplication } from '../../../client/person.ts'
import classes from './figures.module.css'
import { type Figure, inactiveCost, renewal, unusedSeats } from './terms-words.ts'

/** What an application costs, until when, and who answers for it. */
export function Figures({ application }: { readonly application: SaasApplication }) {
  return (
    <dl className={classes.figures}>
      <One name="Unused seats" figure={unusedSeats(application)} />
      <One name="Cost of inactive SaaS users" figure={inactiveCost(application)} />
      <One name="Renewal" figure={renewal(application)} />
      <One
        name="Owner"
        figure={
          application.ownerId
            ? { value: 'somebody', note: '' }
            : { value: undefined, note: 'Nobody is named' }
        }
      >
        <Anchor component={Link} to={`/people/${application.ownerId}`} inherit>
          {application.ownerName ?? 'Nameless'}
        </Anchor>
      </One>
    </dl>
  )
}

interface OneProps {
  readonly name: string
  readonly figure: Figure
  /** Instead of its value. */
  readonly children?: ReactNode
}

function One({ name, figure: { value, note }, children }: OneProps) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
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
