import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { kinds } from './kinds.ts'

interface CountLinkProps {
  /** Of the application. */
  readonly id: string
  readonly filter: (typeof kinds)[number]['filter']
  readonly children: ReactNode
}

/** A count that leads to the SaaS users it counts. */
export function CountLink({ id, filter, children }: CountLinkProps) {
  return (
    <Anchor
      inherit
      underline="always"
      renderRoot={(props) => <Link {...props} to="/saas/$id" params={{ id }} search={{ filter }} />}
    >
      {children}
    </Anchor>
  )
}
