import type { Source } from './source.ts'

/** Each ring of files that import one another, told once. */
export function cycleComplaints(sources: readonly Source[]): string[] {
  const imports = sources.map(({ path, imports }) => [path, imports.map(({ target }) => target)] as const)
  return rings(new Map(imports)).map((ring) => `a cycle: ${ring.join(' → ')}`)
}

/** Each way that leads from a place back to it, told once; the place stands at both ends. */
export function rings(ways: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>()
  const found: string[][] = []

  function visit(place: string, trail: readonly string[]): void {
    const seen = trail.indexOf(place)
    if (seen >= 0) found.push([...trail.slice(seen), place])
    if (seen >= 0 || done.has(place)) return
    for (const next of ways.get(place) ?? []) visit(next, [...trail, place])
    done.add(place)
  }

  for (const place of ways.keys()) visit(place, [])
  return found
}
