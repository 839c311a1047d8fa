import type { Source } from './source.ts'

/** Each ring of files that import one another, told once. */
export function cycleComplaints(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const done = new Set<string>()
  const complaints: string[] = []

  function visit(path: string, trail: readonly string[]): void {
    const seen = trail.indexOf(path)
    if (seen >= 0) complaints.push(`a cycle: ${[...trail.slice(seen), path].join(' → ')}`)
    if (seen >= 0 || done.has(path)) return
    for (const { target } of byPath.get(path)?.imports ?? []) visit(target, [...trail, path])
    done.add(path)
  }

  for (const { path } of sources) visit(path, [])
  return complaints
}
