import { expect } from 'vitest'
import type { Outcome, Run } from '../src/client/run.ts'
import { performRun } from '../src/features/execution/actions.ts'
import { bareId } from '../src/lib/ids.ts'
import type { Caller, World } from './world.ts'

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

/** Applies a plan that was looked at, over the route of its noun. */
export async function applyRun(
  world: Site,
  { id, digest }: Pick<Run, 'id' | 'digest'>,
  noun = '/api/runs',
): Promise<Run> {
  await world.post(`${noun}/${id}/apply`, { digest })
  return perform(world, id)
}

export const applyMerge = (world: Site, run: Run): Promise<Run> => applyRun(world, run, '/api/merges')

/** Takes a run back. */
export async function undo(world: Site, id: string): Promise<Run> {
  const { body } = await world.post<Run>(`/api/runs/${id}/undo`)
  return applyRun(world, await perform(world, body.id))
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

/** The outcomes of a run as a caller sees them, a line each. */
export async function tellRun(caller: Pick<Caller, 'get'>, { id }: Pick<Run, 'id'>): Promise<string[]> {
  const { body } = await caller.get<{ items: Outcome[] }>(`/api/runs/${id}/outcomes`)
  return body.items.map(({ label, kind, reason, changes, account }) =>
    [
      ...[label, kind, reason].filter((word) => word !== null),
      ...[...changes, ...(account?.changes ?? [])].map((c) => `${c.label}: ${c.before} → ${c.after}`),
    ].join(' '),
  )
}
