import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { bareId } from '../../src/lib/ids.ts'
import { startScheduler } from '../../src/worker/scheduler.ts'
import { openWorker } from '../../src/worker/worker.ts'
import type { Refusal } from '../world.ts'
import { addIntegration, type Integration, launch, newStory, type Story } from './story.ts'

let story: Story

beforeAll(async () => {
  story = await newStory({
    simulated: { users: [{ _id: '64a000000000000000000001', email: 'a@example.com' }] },
  })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

const path = (id: string, more = '') => `/api/integrations/${id}${more}`
const get = async (id: string) => (await story.world.get<Integration>(path(id))).body
const choose = (id: string, schedule: object) =>
  story.world.patch<Integration & Refusal>(path(id), { schedule })
const weekly = { every: 'week', days: [1, 4], at: '22:15', zone: 'America/New_York' } as const

it('an integration gets a time of its own at night with its launch, in the zone of the workspace', async () => {
  const draft = await addIntegration(story)
  expect(draft).toMatchObject({ schedule: null, nextDue: [], health: 'ok' })
  const { schedule, nextDue } = await launch(story, { credentialId: draft.credentialId, name: 'Launched' })
  expect(schedule).toMatchObject({
    every: 'day',
    zone: 'Europe/Berlin',
    at: expect.stringMatching(/^0[1-4]:\d\d$/),
  })
  expect(nextDue).toHaveLength(5)
  expect(nextDue.every((due) => Date.parse(due) > Date.now())).toBe(true)
})

it('an integration tells when it ran last, whoever asked for it, and how many it took', async () => {
  const draft = await addIntegration(story)
  expect(draft).toMatchObject({ lastRun: null, taken: null })
  const plan = await story.run(draft.id, 'plan')
  expect(await get(draft.id)).toMatchObject({ lastRun: { id: plan.id, at: plan.finishedAt }, taken: null })
  await story.release(plan.id)
  expect(await get(draft.id)).toMatchObject({ lastRun: { id: plan.id }, taken: 1 })
})

it('a schedule that was chosen before the launch stays', async () => {
  const draft = await addIntegration(story)
  expect((await choose(draft.id, weekly)).body).toMatchObject({ schedule: weekly, nextDue: [] })
  const plan = await story.run(draft.id, 'plan')
  await story.release(plan.id)
  expect(await get(draft.id)).toMatchObject({ state: 'active', schedule: weekly, nextDue: expect.any(Array) })
  expect((await get(draft.id)).nextDue).toHaveLength(5)
})

it('choosing a schedule leaves a plan that waits as it is', async () => {
  const { id, revision } = await launch(story)
  const plan = await story.run(id, 'plan')
  expect((await choose(id, { every: 'off' })).body).toMatchObject({ revision, nextDue: [] })
  expect(await story.release(plan.id)).toMatchObject({ state: 'succeeded' })
  expect(await get(id)).toMatchObject({ schedule: { every: 'off' }, nextDue: [] })
})

it.each([
  [{ ...weekly, zone: 'Europe/Atlantis' }, 'schedule.zone'],
  [{ ...weekly, zone: '+01:00' }, 'schedule.zone'],
  [{ ...weekly, at: '24:00' }, 'schedule.at'],
  [{ ...weekly, days: [] }, 'schedule.days'],
  [{ ...weekly, days: [1, 1] }, 'schedule.days'],
  [{ ...weekly, days: [0] }, 'schedule.days.0'],
  [{ every: 'month', day: 32, at: '01:00', zone: 'UTC' }, 'schedule.day'],
  [{ every: 'hours', hours: 25 }, 'schedule.hours'],
  [{ every: 'hours', hours: 1, minute: 60 }, 'schedule.minute'],
  [{ every: 'minute' }, 'schedule.every'],
])('%j is refused at its field', async (schedule, field) => {
  const { id } = await addIntegration(story)
  const { status, body } = await choose(id, schedule)
  expect([status, body.problems?.map((problem) => problem.field)]).toEqual([422, [field]])
})

it('the name of a zone may be written in any case', async () => {
  const { id } = await addIntegration(story)
  expect((await choose(id, { ...weekly, zone: 'europe/berlin' })).body.schedule).toMatchObject({
    zone: 'Europe/Berlin',
  })
})

it('an active integration can be paused and resumed, and says why it was', async () => {
  const draft = await addIntegration(story)
  const act = (verb: string, body?: object) =>
    story.world.post<Integration & Refusal>(path(draft.id, `/${verb}`), body)
  expect([(await act('pause')).status, (await act('resume')).status]).toEqual([409, 409])
  const plan = await story.run(draft.id, 'plan')
  await story.release(plan.id)
  expect((await act('pause', { because: 'We move house' })).body).toMatchObject({
    state: 'paused',
    pausedBecause: 'We move house',
    nextDue: [],
  })
  expect((await act('pause')).body.detail).toContain('paused already')
  const { body } = await act('resume')
  expect(body).toMatchObject({ state: 'active', pausedBecause: null })
  expect(body.nextDue).toHaveLength(5)
})

it('a worker runs what is due, and says when it was due', async () => {
  const { id } = await launch(story)
  const { ctx } = story.world
  await ctx.db.pool.query(
    `update integration set next_due_at = muster_now() - interval '1 minute',
            schedule = '{"every": "hours", "hours": 24}' where id = $1`,
    [bareId('int', id)],
  )
  const worker = await openWorker(ctx)
  const scheduler = startScheduler(ctx)
  try {
    await expect.poll(async () => (await get(id)).lastDue?.runId, { timeout: 20_000 }).toBeTruthy()
    const run = (await get(id)).lastDue?.runId
    const state = async () => (await story.world.get<{ state: string }>(`/api/runs/${run}`)).body
    await expect.poll(state, { timeout: 20_000 }).toMatchObject({ state: 'succeeded', actor: 'schedule' })
    expect(await state()).toMatchObject({ dueAt: (await get(id)).lastDue?.at })
  } finally {
    await scheduler.close()
    await worker.close()
  }
}, 60_000)
