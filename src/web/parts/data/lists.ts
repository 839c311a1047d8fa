import { infiniteQueryOptions } from '@tanstack/react-query'
import type { Page, PageWish } from '../../../client/types.ts'

/** A list that is fetched piece by piece. */
export function pieces<T>(key: readonly unknown[], list: (wish: PageWish) => Promise<Page<T>>) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => list({ limit: 100, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
}
