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
  useEffect(() => {
    if (pending > 0) return
    let frame = 0
    const look = () => {
      if (queries.isFetching(first) === 0) settle(true)
      else frame = requestAnimationFrame(look)
    }
    // Whoever reads is told of an answer a moment after it came, and before this; what is read because of it begins before the
    // next frame.
    const told = setTimeout(() => {
      frame = requestAnimationFrame(look)
    })
    return () => {
      clearTimeout(told)
      cancelAnimationFrame(frame)
    }
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
