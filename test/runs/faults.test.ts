import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { faultShelf } from '../../simulators/planhat/faults/shelf.ts'
import { type FaultStage, openFaultStage } from './fault-stage.ts'
import { staying, strikingOnce, type Trial } from './fault-trials.ts'
import { verdicts } from './fault-verdicts.ts'

let stage: FaultStage

beforeAll(async () => {
  stage = await openFaultStage()
})
afterAll(() => stage.story.close())
afterEach(() => stage.reset())

it('every fault of the simulated vendor has its verdict', () => {
  const variants = (shelf: Readonly<Record<string, object>>) =>
    Object.entries(shelf)
      .flatMap(([id, names]) => Object.keys(names).map((name) => `${id} ${name}`))
      .sort()
  const faults = Object.fromEntries(Object.entries(faultShelf).map(([id, fault]) => [id, fault.variants]))
  expect(variants(verdicts)).toEqual(variants(faults))
})

describe.each([
  ['that strikes once', strikingOnce],
  ['that stays', staying],
])('a fault %s', (_how, trials) => {
  it.each(trials.map((trial) => [trial.title, trial] as const))('%s', async (_title, trial: Trial) => {
    const run = await stage.readUnder([trial.order])
    await stage.expectVerdict(run, trial.verdict, trial.position)
  })
})
