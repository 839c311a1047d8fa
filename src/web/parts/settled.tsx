import { Stack } from '@mantine/core'
import { type Query, useIsFetching, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { Loading } from '../ui/states.tsx'

/** Reads that are under way for the first time. */
const first = { predicate: ({ state }: Query) => state.status === 'pending' }

/** Shows what is inside once all that it reads first is there, so that nothing on the page moves while it comes. */
export function Settled({ lines = 8, children }: { readonly lines?: number; readonly children: ReactNode }) {
  const [isSettled, settle] = useState(false)
  const queries = useQueryClient()
  const pending = useIsFetching(first)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when one of them is done, also for what that begins
  useEffect(() => {
    // What is read because of it begins before the next frame.
    const frame = requestAnimationFrame(() => {
      if (queries.isFetching(first) === 0) settle(true)
    })
    return () => cancelAnimationFrame(frame)
  }, [pending, queries])
  return (
    <>
      {!isSettled && <Loading lines={lines} />}
      <Stack gap="lg" {...(isSettled ? {} : { display: 'none' })}>
        {children}
      </Stack>
    </>
  )
}
