import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../dist/web')

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}

/** What Vite says of its build; `./muster build` makes it. */
const chunks: Readonly<Record<string, Chunk>> = JSON.parse(
  readFileSync(join(folder, '.vite/manifest.json'), 'utf8'),
)

/** A chunk with everything that has to be there before it runs. */
function needed(name: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen
  seen.add(name)
  for (const other of chunks[name]?.imports ?? []) needed(other, seen)
  return seen
}

const size = (names: Iterable<string>): number =>
  [...names].reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(folder, chunks[name]?.file ?? ''))).length,
    0,
  )

const [entry = '', { dynamicImports: pages = [] } = {}] =
  Object.entries(chunks).find(([, chunk]) => chunk.isEntry) ?? []

describe('the web app', () => {
  it('has pages that come when they are wanted', () => {
    expect(pages.length).toBeGreaterThan(10)
  })

  it.each(pages)('needs at most 250 KB of JavaScript, gzipped, before it can be used: %s', (page) => {
    expect(size(new Set([...needed(entry), ...needed(page)]))).toBeLessThan(250_000)
  })
})
