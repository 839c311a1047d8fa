import { expect } from 'vitest'
import type { Outcome, Run } from '../src/client/run.ts'
import { performRun } from '../src/features/execution/actions.ts'
import { bareId } from '../src/lib/ids.ts'
import type { World } from './world.ts'

type Site = Pick<World, 'ctx' | 'get' | 'post'>
type Verb = 'merge' | 'split'

/** Does a run that is queued already. */
export async function perform(world: Site, id: string): Promise<Run> {
  await performRun(world.ctx, bareId('run', id))
  return (await world.get<Run>(`/api/runs/${id}`)).body
}

/** Asks for a merge, or for taking one apart, and has it planned. */
export async function planMerge(
  world: Site,
  [id, personId]: readonly [string, string],
  verb: Verb = 'merge',
): Promise<Run> {
  const { status, body } = await world.post<Run>(`/api/people/${id}/${verb}`, { personId })
  expect([status, body]).toEqual([202, expect.anything()])
  return perform(world, body.id)
}

/** Applies the plan of a merge that was looked at. */
export async function applyMerge(world: Site, { id, digest }: Run): Promise<Run> {
  await world.post(`/api/merges/${id}/apply`, { digest })
  return perform(world, id)
}

/** Makes two people one, or takes them apart: plans it, and applies exactly that. */
export async function merge(
  world: Site,
  pair: readonly [string, string],
  verb: Verb = 'merge',
): Promise<Run> {
  const run = await applyMerge(world, await planMerge(world, pair, verb))
  expect(run.state).toBe('succeeded')
  return run
}

/** The outcomes of a run, a line each. */
export async function tellRun(world: Site, { id }: Pick<Run, 'id'>): Promise<string[]> {
  const { body } = await world.get<{ items: Outcome[] }>(`/api/runs/${id}/outcomes`)
  return body.items.map(({ label, kind, reason, changes }) =>
    [label, kind, reason, ...changes.map((c) => `${c.label}: ${c.before} → ${c.after}`)].join(' '),
  )
}
