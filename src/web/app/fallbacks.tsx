import { Anchor } from '@mantine/core'
import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { Page } from '../ui/page.tsx'
import { Failure, Loading, Missing } from '../ui/states.tsx'

/** An address that leads nowhere. */
export function NotHere() {
  return (
    <main>
      <Missing order={1}>It may have been deleted, or the link is not complete.</Missing>
    </main>
  )
}

/** A place of others. */
export function NotToSee() {
  return (
    <Page
      title="You may not see this"
      lead="Your role does not let you. Whoever gives out the roles can change that."
    >
      <Anchor component={Link} to="/">
        To the overview
      </Anchor>
    </Page>
  )
}

export const WentWrong = ({ error, reset }: ErrorComponentProps) => (
  <Failure error={error instanceof Error ? error : new Error(String(error))} retry={reset} />
)

export const Waiting = () => <Loading lines={8} />
