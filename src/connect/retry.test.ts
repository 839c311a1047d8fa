import { expect, it } from 'vitest'
import { fakeClock } from '../../test/fake-vendor.ts'
import { AppError, type FaultCode } from '../lib/errors.ts'
import { decide, retried, retryAfter } from './retry.ts'

const now = Date.UTC(2026, 0, 1, 12)
const fault = (code: FaultCode, detail = {}) => new AppError(code, 'x', detail)
const second = 1000
const minute = 60 * second

it.each([
  ['120', 2 * minute],
  [' 7 ', 7 * second],
  ['3600', 60 * minute],
  ['Thu, 01 Jan 2026 12:00:30 GMT', 30 * second],
  ['Thu, 01 Jan 2026 11:00:00 GMT', undefined],
  ['0', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['soon', undefined],
  ['2026-01-01T12:00:30Z', undefined],
  ['99999999999999999999', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads the Retry-After %j as %j ms', (header, wait) => {
  expect(retryAfter(header, now)).toBe(wait)
})

it.each<[FaultCode, object, number, number]>([
  // without chance, with all of it
  ['vendor.down', {}, 0, 4 * second],
  ['vendor.busy', {}, 15 * second, 22.5 * second],
  ['vendor.busy', { waitMilliseconds: 30 * second }, 30 * second, 33 * second],
  ['vendor.busy', { waitMilliseconds: second }, second, 1.1 * second],
  ['vendor.busy', { waitMilliseconds: 15 * minute }, 15 * minute, 15 * minute + 5 * second],
  ['vendor.down', { waitMilliseconds: 20 * second }, 20 * second, 22 * second],
  ['vendor.odd', { reason: 'garbled' }, 0, 4 * second],
  ['vendor.down', { reason: 'timeout' }, 0, 4 * second],
])('waits after a first %s %j', (code, detail, least, most) => {
  expect(decide({ fault: fault(code, detail), tries: 1, chance: 0, now })).toEqual({
    kind: 'wait',
    milliseconds: least,
  })
  expect(decide({ fault: fault(code, detail), tries: 1, chance: 1, now })).toEqual({
    kind: 'wait',
    milliseconds: most,
  })
})

it.each<[FaultCode, object, number]>([
  ['vendor.auth', { status: 401 }, 1],
  ['vendor.permission', { status: 403 }, 1],
  ['vendor.odd', { status: 404 }, 1],
  ['vendor.too-large', { reason: 'size' }, 1],
  ['address.refused', {}, 1],
  ['vendor.down', { reason: 'timeout' }, 2],
  ['vendor.down', {}, 6],
  ['vendor.busy', {}, 6],
  ['vendor.odd', { reason: 'garbled' }, 6],
])('gives up on %s %j at try %i', (code, detail, tries) => {
  const given = fault(code, detail)
  expect(decide({ fault: given, tries, chance: 0.5, now })).toEqual({ kind: 'give-up', fault: given })
})

it('gives up at once when it is asked to wait for longer than a run should, and says when to come back', () => {
  const busy = fault('vendor.busy', { waitMilliseconds: 60 * minute })
  expect(decide({ fault: busy, tries: 1, chance: 0, now })).toMatchObject({
    kind: 'give-up',
    fault: { code: 'vendor.busy', message: expect.stringContaining('2026-01-01T13:00:00.000Z') },
  })
})

it.each([0, 0.5, 1])(
  'outwaits a counting window of 120 s when asked to slow down (chance %d)',
  async (chance) => {
    const clock = fakeClock()
    const asking = retried(() => Promise.reject(fault('vendor.busy')), { clock, random: () => chance })
    await expect(asking).rejects.toMatchObject({ code: 'vendor.busy' })
    expect(clock.slept).toHaveLength(5)
    const total = clock.slept.reduce((sum, ms) => sum + ms)
    expect(total).toBeGreaterThan(2 * minute)
    expect(total).toBeLessThan(6 * minute)
  },
)

it('does not trust a short Retry-After twice', () => {
  const busy = fault('vendor.busy', { waitMilliseconds: second })
  expect(decide({ fault: busy, tries: 2, chance: 0, now })).toEqual({
    kind: 'wait',
    milliseconds: 30 * second,
  })
})

it('answers as soon as a try succeeds', async () => {
  const clock = fakeClock()
  let tries = 0
  const ask = async () => {
    if (++tries < 3) throw fault('vendor.down')
    return 'there'
  }
  expect(await retried(ask, { clock, random: () => 0.5 })).toBe('there')
  expect(clock.slept).toEqual([2000, 4000])
})

it('stops waiting when the run is cancelled', async () => {
  const means = { clock: fakeClock(), random: () => 0, signal: AbortSignal.abort(fault('run.cancelled')) }
  const asking = retried(() => Promise.reject(fault('vendor.down')), means)
  await expect(asking).rejects.toMatchObject({ code: 'run.cancelled' })
})

it('does not take a bug for something to try again', async () => {
  let tries = 0
  const ask = async () => {
    tries++
    throw new TypeError('bug')
  }
  await expect(retried(ask, { clock: fakeClock(), random: () => 0 })).rejects.toThrow('bug')
  expect(tries).toBe(1)
})
