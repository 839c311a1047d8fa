import { afterAll, beforeAll, expect } from 'vitest'
import type { Run } from '../src/client/run.ts'
import { applyRun, perform, tellRun, undo } from './by-hand.ts'
import { type Caller, newWorld, type Refusal, type World } from './world.ts'

/** What is done to many at once, over one route. */
export interface BulkStory {
  readonly world: World
  /** Asks for it, and has it planned. */
  plan(body: object, caller?: Caller): Promise<Run>
  perform(id: string): Promise<Run>
  say(verb: 'apply' | 'reject', run: Run, caller?: Caller): Promise<{ status: number; body: Run & Refusal }>
  apply(run: Run): Promise<Run>
  /** Takes a run back. */
  undo(run: Run): Promise<Run>
  told(run: Run, caller?: Caller): Promise<string[]>
  /** The ids of everybody, by username. */
  ids(): Promise<Record<string, string>>
}

/** Plans are asked for at `path`, and applied or rejected below `plans`. */
export function bulkStory(path: string, plans = '/api/bulk-edits'): BulkStory {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })
  afterAll(() => world.close())
  return {
    get world() {
      return world
    },
    async plan(body, caller = world) {
      const { status, body: run } = await caller.post<Run>(path, body)
      expect([status, run]).toEqual([202, expect.anything()])
      return perform(world, run.id)
    },
    perform: (id) => perform(world, id),
    say: (verb, { id, digest }, caller = world) =>
      caller.post<Run & Refusal>(`${plans}/${id}/${verb}`, { digest }),
    apply: (run) => applyRun(world, run, plans),
    undo: (run) => undo(world, run.id),
    told: (run, caller = world) => tellRun(caller, run),
    async ids() {
      const { body } = await world.get<{ items: { id: string; values: { username: string } }[] }>(
        '/api/people',
      )
      return Object.fromEntries(body.items.map(({ id, values }) => [values.username, id]))
    },
  }
}
