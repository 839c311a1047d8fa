import { expect, it } from 'vitest'
import { fakeClock } from '../../test/fake-vendor.ts'
import type { Clock } from '../lib/clock.ts'
import { throttle } from './throttle.ts'

it('sends no more than 150 requests a minute, but for a burst of five', async () => {
  const clock = fakeClock(0)
  const { take } = throttle(150, clock)
  for (let i = 0; i < 305; i++) await take()
  expect(clock.now()).toBeCloseTo(300 * 400)
  expect(clock.slept[0]).toBe(400)
})

it('never waits when requests are slower than the limit', async () => {
  const clock = fakeClock()
  const { take } = throttle(60, clock)
  for (let i = 0; i < 20; i++) {
    await take()
    await clock.sleep(1000)
  }
  expect(clock.slept).toEqual(Array(20).fill(1000))
})

it('spaces those who ask at the same time', async () => {
  const waits: number[] = []
  const clock: Clock = { now: () => 1000, sleep: async (ms) => void waits.push(ms) }
  const { take } = throttle(60, clock)
  await Promise.all(Array.from({ length: 8 }, () => take()))
  expect(waits).toEqual([1000, 2000, 3000])
})

it('does not wait for hours after the clock was set back', async () => {
  let now = 10_000_000
  const waits: number[] = []
  const { take } = throttle(60, { now: () => now, sleep: async (ms) => void waits.push(ms) })
  await take()
  now = 0
  await take()
  expect(waits).toEqual([])
})

it('rejects when the run is cancelled', async () => {
  await expect(throttle(60, fakeClock()).take(AbortSignal.abort(new Error('cancelled')))).rejects.toThrow(
    'cancelled',
  )
})
