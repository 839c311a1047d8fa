import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loaded } from '../ui/loaded.tsx'

interface FreshProps<T> {
  /** Which thing: its noun and its id. */
  readonly of: readonly [noun: string, id: string]
  read(): Promise<T>
  children(thing: T): ReactNode
}

/**
 * Reads a thing by itself before it is edited. What its form begins with is then what the edit is meant for: one of what
 * somebody else changed meanwhile is refused, and says what was changed.
 */
export function Fresh<T>({ of, read, children }: FreshProps<T>) {
  const query = useQuery({
    queryKey: ['fresh', ...of],
    queryFn: read,
    // Only a refusal reads it again: otherwise the edit would be meant for what nobody saw.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  return (
    <Loaded query={query} lines={4}>
      {children}
    </Loaded>
  )
}
