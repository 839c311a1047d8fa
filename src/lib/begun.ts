/** The same items, of which the first was read: what is wrong with all of them is thrown here, before anything is sent. */
export async function begun<T>(items: AsyncIterable<T>): Promise<AsyncIterable<T>> {
  const rest = items[Symbol.asyncIterator]()
  return continued(await rest.next(), rest)
}

async function* continued<T>(first: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
