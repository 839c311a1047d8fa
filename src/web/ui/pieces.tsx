import { Box, Button, Center } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { Failure, Loading } from './states.tsx'

interface Piece<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

interface PiecesProps<T> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Piece<T>>, Error>
  /** What stands where the list has nothing. */
  readonly empty: ReactNode
  readonly children: (items: readonly T[]) => ReactNode
}

/** A list that is fetched piece by piece: the next piece comes as somebody gets to the end of what is there. */
export function Pieces<T>({ query, empty, children }: PiecesProps<T>) {
  if (!query.data)
    return query.error ? (
      <Failure error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Loading lines={8} />
    )
  const items = query.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <>{empty}</>
  return (
    <>
      {children(items)}
      {query.hasNextPage && <More query={query} />}
    </>
  )
}

function More<T>({ query }: Pick<PiecesProps<T>, 'query'>) {
  const { fetchNextPage, isFetchingNextPage } = query
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting && !isFetchingNextPage) void fetchNextPage()
      },
      { rootMargin: '600px' },
    )
    if (end.current) watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [fetchNextPage, isFetchingNextPage])
  return (
    <Box ref={end}>
      <Center p="sm">
        <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      </Center>
    </Box>
  )
}
