import { rings } from './cycles.ts'
import type { Source } from './source.ts'

const storeys = [
  ['schema', 'rules', 'store'],
  ['actions', 'routes', 'jobs'],
] as const

/**
 * A feature has two storeys: what there is, and what is done with it. What there is knows nothing of what is done, and on
 * neither storey do features know each other: of two, one stands without the other.
 */
export function storeyComplaints(sources: readonly Source[]): string[] {
  const ways = new Map<string, string[]>()
  const complaints: string[] = []
  for (const { path, imports } of sources) {
    const from = storeyOf(path)
    for (const { target } of from ? imports : []) {
      const to = storeyOf(target)
      if (!from || !to || nameOf(from) === nameOf(to)) continue
      if (to.height > from.height) complaints.push(`${path} may not import ${target}`)
      else ways.set(nameOf(from), [...(ways.get(nameOf(from)) ?? []), nameOf(to)])
    }
  }
  return [...complaints, ...rings(ways).map((ring) => `features that know each other: ${ring.join(' → ')}`)]
}

interface Storey {
  readonly feature: string
  readonly height: number
}

const nameOf = ({ feature, height }: Storey): string => `${feature} (${storeys[height]?.join(', ')})`

function storeyOf(path: string): Storey | undefined {
  const [, feature = '', kind = ''] = /^src\/features\/([\w-]+)\/(\w+)\.ts$/.exec(path) ?? []
  const height = storeys.findIndex((kinds) => kinds.some((known) => known === kind))
  return height < 0 ? undefined : { feature, height }
}
