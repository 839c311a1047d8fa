/** The first items of a list that is fetched piece by piece. */
export async function take<T>(items: AsyncIterable<T>, most: number): Promise<readonly T[]> {
  const taken: T[] = []
  for await (const item of items) {
    taken.push(item)
    if (taken.length >= most) break
  }
  return taken
}
