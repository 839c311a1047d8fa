import { Anchor } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'

/** The way back to the list that a page is one thing of. */
export function Back({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <Anchor
      component={Link}
      to={to}
      size="sm"
      c="dimmed"
      mb={6}
      style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}
    >
      <IconArrowLeft size={15} aria-hidden />
      {children}
    </Anchor>
  )
}
