/** The entity tag of each thing that was read by itself, by its path: which version of it this page has seen. */
const tags = new Map<string, string>()

const thingOf = (path: string): string => /^\/api\/[^/?]+\/[^/?]+/.exec(path)?.[0] ?? path

/** Remembers the version of an answer. What was only seen in a list has none, and is edited as it is. */
export function keepTag(method: string, path: string, tag: string | null): void {
  const thing = thingOf(path)
  if (tag !== null && (method === 'GET' || tags.has(thing))) tags.set(thing, tag)
}

/** The version that an edit is meant for; what is put below a thing, such as who has a view, is an edit of the thing. */
export function tagFor(method: string, path: string): string | undefined {
  if (method === 'PUT') return tags.get(thingOf(path))
  return method === 'PATCH' || method === 'DELETE' ? tags.get(path) : undefined
}

/** Whoever was told that there is a later version may edit that one. */
export const forgetTag = (path: string): boolean => tags.delete(thingOf(path))
