import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { kinds } from './kinds.ts'

interface CountLinkProps {
  /** Of the application. */
  readonly id: string
  readonly filter: (typeof kinds)[number]['filter']
  /** Among words, where its colour alone would not show it. */
  readonly isInText?: boolean
  readonly children: ReactNode
}

/** A count that leads to the SaaS users it counts. */
export function CountLink({ id, filter, isInText = false, children }: CountLinkProps) {
  return (
    <Anchor
      inherit
      underline={isInText ? 'always' : 'hover'}
      renderRoot={(props) => <Link {...props} to="/saas/$id" params={{ id }} search={{ filter }} />}
    >
      {children}
    </Anchor>
  )
}
