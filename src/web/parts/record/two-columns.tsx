import { SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'
import { Settled } from '../settled.tsx'

/** What is known of one thing of the directory beside how it came to be, where there is room; shown once all of it is there. */
export function TwoColumns({ children }: { readonly children: ReactNode }) {
  return (
    <Settled>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        {children}
      </SimpleGrid>
    </Settled>
  )
}
