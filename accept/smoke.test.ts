import { expect, it } from 'vitest'
import type { Context } from './harness/case.ts'
import { cases } from './shelf.ts'

const context: Context = { scale: 'smoke', seed: 42, shard: { at: 0, of: 1 }, progress: () => undefined }

// What takes a minute even when it is small, or has tests of its own, is left to ./muster accept.
const inEveryTest = cases.filter(({ id }) =>
  ['A01', 'A01b', 'A05', 'A12', 'A12b', 'A17', 'A17b', 'A21', 'A23', 'A31', 'A32'].includes(id),
)

it.each(inEveryTest.map((each) => [each.title, each] as const))(
  '%s holds at a small scale',
  async (_title, each) => {
    expect(await each.run(context)).toMatchObject({ broken: [] })
  },
  120_000,
)
