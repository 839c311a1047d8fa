import type { Page, PageWish } from './types.ts'

/** Every item of a list, fetched piece by piece as it is wanted; `size` is the items of one piece. */
export async function* everyItem<T>(
  list: (wish: PageWish) => Promise<Page<T>>,
  size = 200,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined
  do {
    const page = await list({ limit: size, cursor })
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}
