import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from './session.ts'

interface WayProps {
  readonly to: string
  /** The right to see what is there. */
  readonly needs: string
  /** Whether it stands within a sentence. */
  readonly isWithin?: boolean
  readonly children: ReactNode
}

/** The way to something, for whoever may see it; others read what it is called. */
export function Way({ to, needs, isWithin = false, children }: WayProps) {
  const may = useMay()
  if (!may(needs)) return children
  return (
    <Anchor component={Link} to={to} inherit {...(isWithin ? { underline: 'always' } : {})}>
      {children}
    </Anchor>
  )
}
