import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failure, Loading, Missing } from './states.tsx'

interface LoadedProps<T> {
  readonly query: UseQueryResult<T, Error>
  readonly lines?: number
  readonly children: (value: T) => ReactNode
}

/** What was asked for, once it is there; until then how it stands. */
export function Loaded<T>({ query, lines = 6, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (isMissing(query.error)) return <Missing>{query.error.message}</Missing>
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />
  return <Loading lines={lines} />
}

const isMissing = (error: Error | null): error is Error =>
  error !== null && 'code' in error && error.code === 'not.found'
