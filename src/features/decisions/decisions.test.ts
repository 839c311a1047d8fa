import { beforeEach, describe, expect, it } from 'vitest'
import { bulkStory } from '../../../test/bulk-story.ts'
import { planMerge } from '../../../test/by-hand.ts'
import { named } from '../../../test/directory/listed.ts'
import { takeList } from '../../../test/directory/plans.ts'
import { emptyDirectory } from '../../../test/directory/tables.ts'
import type { Caller } from '../../../test/world.ts'
import type { Decision, Run } from '../../client/run.ts'
import type { Right } from '../../kit/rights.ts'

const story = bulkStory('/api/bulk-edits')
const { plan, apply } = story

let ids: Record<string, string> = {}
beforeEach(async () => {
  const { pool } = story.world.ctx.db
  await emptyDirectory(pool)
  await takeList(pool, [
    { id: '1', row: named('ada', { department: 'Sales', title: 'vendor' }) },
    { id: '2', row: named('bob', { department: 'Sales', title: 'vendor' }) },
    { id: '3', row: named('cy', { department: 'Finance', title: 'vendor' }) },
  ])
  ids = await story.ids()
})

type Kind = 'edit' | 'editOfSales' | 'editAway' | 'merge' | 'undo' | 'done'

const edited = (people: object, values: object) => plan({ act: 'edit', people, values })
const sales = { filter: 'department eq "Sales"' }
const runs: Readonly<Record<Kind, () => Promise<Run>>> = {
  edit: () => edited({}, { title: 'x' }),
  editOfSales: () => edited(sales, { title: 'x' }),
  editAway: () => edited(sales, { department: 'Finance' }),
  merge: () => planMerge(story.world, [ids.ada ?? '', ids.bob ?? '']),
  undo: async () => {
    const done = await apply(await edited(sales, { title: 'x' }))
    const { body } = await story.world.post<Run>(`/api/runs/${done.id}/undo`)
    return story.perform(body.id)
  },
  done: async () => apply(await edited(sales, { title: 'x' })),
}
const roots: Partial<Record<Kind, string>> = { merge: '/api/merges', undo: '/api/runs' }

const may = (...rights: readonly Right[]) => story.world.as('runs:read', ...rights)
const limited = () => story.world.seeing({ filter: { field: 'department', anyOf: ['Sales'] } })
const callers: Readonly<Record<string, () => Caller>> = {
  everything: () => story.world,
  'looking only': () => may('people:read'),
  runs: () => may('people:read', 'runs:write'),
  approving: () => may('people:read', 'runs:write', 'runs:approve'),
  people: () => may('people:read', 'people:write'),
  'all but some people': limited,
}

const decision = async (run: Run, caller: Caller) =>
  (await caller.get<Decision>(`/api/runs/${run.id}/decision`)).body

describe.each(Object.keys(callers))('whoever may do %s', (who) => {
  const caller = () => callers[who]?.() ?? story.world

  it.each(['edit', 'editOfSales', 'editAway', 'merge', 'undo'] as const)(
    'is told of the plan of %s what its routes answer them',
    async (kind) => {
      const run = await runs[kind]()
      const told = await decision(run, caller())
      const root = roots[kind] ?? '/api/bulk-edits'
      const word = { digest: run.digest }
      for (const verb of ['apply', 'reject'] as const) {
        const { status, body } = await caller().post<{ detail: string }>(`${root}/${run.id}/${verb}`, word)
        expect([verb, told[verb] === null, status === 403]).toEqual([
          verb,
          status !== 403,
          told[verb] !== null,
        ])
        if (status === 403) expect(body.detail).toBe(told[verb])
      }
    },
  )

  it('is told of what was applied whether they may take it back', async () => {
    const run = await runs.done()
    const told = await decision(run, caller())
    const { status, body } = await caller().post<{ detail: string }>(`/api/runs/${run.id}/undo`)
    expect(told.undo).toBe(status === 403 ? body.detail : null)
  })
})
