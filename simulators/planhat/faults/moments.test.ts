import { expect, it } from 'vitest'
import { goodHeaders, type Tried, trySimulator } from '../testing.ts'
import type { FaultOrder, When } from './arm.ts'

async function statuses(tried: Tried, count: number, path = '/users?limit=1'): Promise<readonly number[]> {
  const found: number[] = []
  for (let turn = 0; turn < count; turn++) {
    const response = await tried.ask(path)
    await response.text()
    found.push(response.status)
  }
  return found
}

async function idsFound(tried: Tried, limit = 10): Promise<readonly string[]> {
  const ids: string[] = []
  for (let offset = 0; ; ) {
    const page = await tried.users(`/users?sort=_id&limit=${limit}&offset=${offset}`)
    if (page.length === 0) return ids
    ids.push(...page.map((user) => String(user._id)))
    offset += page.length
  }
}

it.each<[Partial<FaultOrder>, readonly number[]]>([
  [{}, [500, 500, 500, 500]],
  [{ times: 1 }, [500, 200, 200, 200]],
  [{ times: 2 }, [500, 500, 200, 200]],
  [{ on: { request: 3 } }, [200, 200, 500, 200]],
  [{ on: { request: [2, 4] } }, [200, 500, 200, 500]],
  [{ on: { probability: 0 } }, [200, 200, 200, 200]],
  [{ on: { probability: 1 } }, [500, 500, 500, 500]],
])('strikes %j as %j', async (order, expected) => {
  await using tried = await trySimulator()
  tried.simulator.setFaults([{ id: 'F3', ...order }])
  expect(await statuses(tried, 4)).toEqual(expected)
})

it.each<[When, readonly number[]]>([
  [{ page: 1 }, [200, 500, 200, 200]],
  [{ offset: 20 }, [200, 200, 500, 200]],
  [{ position: 'end' }, [200, 200, 200, 500]],
])('strikes the page %j', async (on, expected) => {
  await using tried = await trySimulator({ users: 30 })
  tried.simulator.setFaults([{ id: 'F3', on }])
  const found = [0, 10, 20, 30].map(
    async (offset) => (await statuses(tried, 1, `/users?limit=10&offset=${offset}`))[0],
  )
  expect(await Promise.all(found)).toEqual(expected)
})

it('strikes by chance the same way for the same seed', async () => {
  const chances = async (seed: number) => {
    await using tried = await trySimulator({ seed })
    tried.simulator.setFaults([{ id: 'F3', on: { probability: 0.5 } }])
    return await statuses(tried, 24)
  }
  const first = await chances(3)
  expect(new Set(first)).toEqual(new Set([200, 500]))
  expect(await chances(3)).toEqual(first)
  expect(await chances(4)).not.toEqual(first)
})

it.each([
  ['slow-headers', { ms: 60 }, 55],
  ['stall', { ms: 60 }, 55],
  ['drip', { ms: 5, bytes: 300 }, 5],
] as const)('F4 %s takes its time and then delivers everything', async (variant, amounts, least) => {
  await using tried = await trySimulator({ users: 3 })
  const whole = await tried.users()
  tried.simulator.setFaults([{ id: 'F4', variant, with: amounts }])
  const started = performance.now()
  expect(await tried.users()).toEqual(whole)
  expect(performance.now() - started).toBeGreaterThanOrEqual(least)
})

it('ends at once though an answer stalls', async () => {
  const { simulator } = await trySimulator()
  simulator.setFaults([{ id: 'F4', variant: 'stall', with: { ms: 60_000 } }])
  const response = await fetch(`${simulator.origin}/users`, { headers: goodHeaders })
  const body = response.text()
  await Promise.all([simulator.close(), expect(body).rejects.toThrow()])
})

it('listens on the same port again after connections were refused', async () => {
  await using tried = await trySimulator()
  tried.simulator.setFaults([{ id: 'F5', times: 1, with: { ms: 30 } }])
  await expect(tried.ask('/users')).rejects.toThrow()
  await expect(tried.ask('/users')).rejects.toThrow()
  await expect
    .poll(() =>
      tried.ask('/users').then(
        (response) => response.status,
        () => 0,
      ),
    )
    .toBe(200)
})

it('answers whole before a kept connection closes', async () => {
  await using tried = await trySimulator()
  tried.simulator.setFaults([{ id: 'F5', variant: 'closed-keep-alive' }])
  expect(await tried.users()).toHaveLength(100)
})

it('F9 shows nobody less though it shows somebody twice', async () => {
  await using tried = await trySimulator({ users: 30 })
  const all = await idsFound(tried)
  tried.simulator.setFaults([{ id: 'F9', variant: 'across', on: { page: 0 } }])
  const found = await idsFound(tried)
  expect(found).toEqual([...all.slice(0, 10), all[9], ...all.slice(10)])
  tried.simulator.setFaults([])
  expect(await idsFound(tried)).toEqual(all)
})

it.each([
  ['delete', 29],
  ['insert', 31],
  ['email-change', 30],
  ['deactivate', 30],
])('F10 %s changes the list behind the page that was served', async (variant, listed) => {
  await using tried = await trySimulator({ users: 30 })
  const all = await idsFound(tried)
  tried.simulator.setFaults([{ id: 'F10', variant, times: 1 }])
  const found = await idsFound(tried)
  expect(tried.simulator.state().users).toBe(listed)
  // After a deletion the rows shift left: the first row of the second page is never shown.
  const expected = variant === 'delete' ? all.toSpliced(10, 1) : all
  expect(found.slice(0, expected.length)).toEqual(expected)
})

it('F11 leaves the token dead, and alive again only by reset', async () => {
  await using tried = await trySimulator({ users: 30 })
  tried.simulator.setFaults([{ id: 'F11', on: { request: 2 } }])
  expect(await statuses(tried, 3)).toEqual([200, 401, 401])
  tried.simulator.reset()
  expect(await statuses(tried, 1)).toEqual([200])
})

it.each([
  [{ id: 'F99' }, 'F99'],
  [{ id: 'F3', variant: '418' }, 'variant 418'],
])('refuses %j', async (order, says) => {
  await using tried = await trySimulator()
  expect(() => tried.simulator.setFaults([order])).toThrow(says)
})
