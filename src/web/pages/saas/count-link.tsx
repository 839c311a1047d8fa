import { Anchor } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { given, type ListWords } from '../../parts/list/words.ts'
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
  const { asOf }: ListWords = useSearch({ strict: false })
  return (
    <Anchor
      inherit
      underline={isInText ? 'always' : 'hover'}
      renderRoot={(props) => (
        <Link {...props} to="/saas/$id" params={{ id }} search={given({ filter, asOf })} />
      )}
    >
      {children}
    </Anchor>
  )
}
