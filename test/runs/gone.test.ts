import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { inTransaction } from '../../src/db/transaction.ts'
import { lockDirectory } from '../../src/directory/lock.ts'
import { endDeleted } from '../../src/features/integrations/jobs.ts'
import type { SaasUserAnswer } from '../../src/features/saas-users/schema.ts'
import type { ChangeAnswer } from '../../src/kit/record/changes.ts'
import { requeueInterrupted } from '../../src/sync/lease.ts'
import { directoryLines } from './directory.ts'
import { until } from './moments.ts'
import { addIntegration, type Integration, launch, newStory, type Run, type Story } from './story.ts'

type SaasUser = z.output<typeof SaasUserAnswer>

const user = (number: number) => ({
  _id: `64a00000000000000000000${number}`,
  email: `user.${number}@example.com`,
  firstName: `First${number}`,
  lastName: `Last${number}`,
  inactive: false,
})
const users = [1, 2, 3, 4, 5].map(user)
const [one = '', two = '', three = '', four = '', five = ''] = users.map(({ _id }) => _id)

let story: Story
beforeAll(async () => {
  story = await newStory({ simulated: { users }, pageSize: 2 })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

const run = ({ id }: Integration) => story.run(id, 'apply')
const account = async (vendorId: string): Promise<SaasUser | undefined> => {
  const { body } = await story.world.get<{ items: SaasUser[] }>('/api/saas-users?limit=200')
  return body.items.find((item) => item.vendorId === vendorId)
}
const goneAccounts = async () => {
  const { body } = await story.world.get<{ items: SaasUser[] }>('/api/saas-users?limit=200')
  // Accounts made in the same millisecond come in any order where PostgreSQL is older than 18.
  return body.items.flatMap(({ goneAt, vendorId }) => (goneAt === null ? [] : [vendorId])).sort()
}
const lookUps = (told = story) =>
  told.simulator.requests().flatMap(({ url }) => /^\/users\/([^?]+)/.exec(url)?.[1] ?? [])
const recordsWith = async (mark: 'gone_at' | 'absent_since', told = story) => {
  const { rows } = await told.world.ctx.db.pool.query<{ vendor_id: string }>(
    `select vendor_id from source_record where ${mark} is not null order by 1`,
  )
  return rows.map((row) => row.vendor_id)
}

describe('who is missing from a complete list', () => {
  it('is gone once the vendor says so when asked for the record; the person stays', async () => {
    const integration = await launch(story)
    const before = await directoryLines(story.world)
    story.simulator.mutate({ remove: [three, five] })
    const told = await run(integration)
    expect(told).toMatchObject({ state: 'succeeded', gone: 2, ledger: { read: 3, unchanged: 3, skipped: 0 } })
    // Somebody listed is asked for, too: only then "not found" tells anything.
    expect(lookUps()).toEqual([three, four, five])
    const outcomes = await story.outcomes(told.id)
    expect(outcomes.map(({ kind, label, number }) => [kind, label, number])).toEqual([
      ['gone', 'user.3@example.com', 3],
      ['gone', 'user.5@example.com', 4],
    ])
    expect(outcomes[0]?.account?.changes).toEqual([
      { field: 'gone', label: 'Gone', before: null, after: true },
    ])
    expect(await story.outcomes(told.id, 'gone')).toEqual(outcomes)
    expect(await directoryLines(story.world)).toEqual(before)
    expect(await account(three)).toMatchObject({ goneAt: expect.any(String), active: true })
    expect(await goneAccounts()).toEqual([three, five])
  })

  it('is not asked for or told again', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ remove: [three] })
    await run(integration)
    expect(await run(integration)).toMatchObject({ state: 'succeeded', gone: 0 })
    expect(lookUps()).toEqual([three, four])
  })

  it('is part of the plan that a person sees, and nothing before it is applied', async () => {
    const { id } = await launch(story)
    story.simulator.mutate({ remove: [three] })
    const plan = await story.run(id, 'plan')
    expect([plan.gone, await goneAccounts(), await recordsWith('gone_at')]).toEqual([1, [], []])
    expect(await story.release(plan.id)).toMatchObject({ state: 'succeeded', digest: plan.digest, gone: 1 })
    expect(await goneAccounts()).toEqual([three])
  })

  it('is gone when the vendor lists it no longer, and only shows it as deleted when asked', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ set: [{ id: three, patch: { removed: true } }] })
    story.simulator.setKnobs({ removedRows: 'exclude' })
    expect(await run(integration)).toMatchObject({ state: 'succeeded', gone: 1, ledger: { read: 4 } })
    expect([lookUps(), await goneAccounts()]).toEqual([[three], [three]])
    story.simulator.mutate({ set: [{ id: three, patch: { removed: false } }] })
    expect(await run(integration)).toMatchObject({ state: 'succeeded', gone: 0, ledger: { read: 5 } })
    expect(await goneAccounts()).toEqual([])
  })

  it('is not gone when the list moved while it was read, so that somebody slipped through', async () => {
    const integration = await launch(story)
    story.simulator.setFaults([{ id: 'F10', variant: 'delete', on: { page: 0 }, times: 1 }])
    expect(await run(integration)).toMatchObject({ state: 'succeeded', gone: 0 })
    expect([await recordsWith('gone_at'), await recordsWith('absent_since')]).toEqual([[], []])
    story.simulator.setFaults([])
    expect((await run(integration)).gone).toBe(1)
    expect(await goneAccounts()).toEqual([one])
  })

  it('stays as he was when the vendor cannot be asked: the run fails, and nothing is concluded', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ remove: [three, five] })
    story.simulator.setFaults([{ id: 'F11', variant: 'paused', on: { request: 8 } }])
    const failed = await run(integration)
    expect(failed).toMatchObject({ state: 'failed', fault: { code: 'vendor.auth' }, gone: 0, digest: null })
    expect(lookUps()).toEqual([three, four, five])
    expect([await recordsWith('gone_at'), await recordsWith('absent_since')]).toEqual([[], []])
    story.simulator.setFaults([])
    expect(await run(integration)).toMatchObject({ state: 'succeeded', gone: 2 })
  })

  it.each([
    ['forbidden', 'its permissions there may allow it', 1],
    ['missing', 'tells nothing', 2],
  ] as const)(
    'is gone an hour later where records by id are %s, and the run says why',
    async (singleUsers, why, asks) => {
      const integration = await launch(story)
      story.simulator.setKnobs({ singleUsers })
      story.simulator.mutate({ remove: [three] })
      const told = await run(integration)
      expect(told).toMatchObject({ state: 'succeeded', gone: 0, remarks: [expect.stringContaining(why)] })
      expect([lookUps().length, await recordsWith('absent_since')]).toEqual([asks, [three]])
      await story.world.ctx.db.pool.query(
        `update source_record set absent_since = absent_since - interval '1 hour'`,
      )
      expect(await run(integration)).toMatchObject({ state: 'succeeded', gone: 1 })
      expect(await goneAccounts()).toEqual([three])
    },
  )

  it('is asked for once, however often the run is interrupted', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ remove: [one, three, five] })
    story.simulator.setFaults([
      { id: 'F4', variant: 'slow-headers', on: { request: 7 }, with: { ms: 20_000 } },
    ])
    const { body } = await story.world.post<Run>(`/api/integrations/${integration.id}/runs`, {
      mode: 'apply',
    })
    const performed = story.perform(body.id)
    await until(async () => lookUps().length === 3)
    await story.world.ctx.db.pool.query(
      `update run set lease_until = now() - interval '1 s' where state = 'reading'`,
    )
    await requeueInterrupted(story.world.ctx.db.pool)
    await performed
    story.simulator.setFaults([])
    expect(await story.perform(body.id)).toMatchObject({ state: 'succeeded', gone: 3 })
    expect(lookUps()).toEqual([one, two, three, three, two, five])
  })

  it('is not looked for when the list cannot be read to its end', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ remove: [three] })
    story.simulator.setFaults([{ id: 'F11', variant: 'paused', on: { page: 1 } }])
    expect(await run(integration)).toMatchObject({ state: 'failed', gone: 0 })
    expect([lookUps(), await goneAccounts()]).toEqual([[], []])
  })

  it('is not missing when the record is there but cannot be taken', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ set: [{ id: three, patch: { email: 'no address', inactive: 'perhaps' } }] })
    expect(await run(integration)).toMatchObject({ gone: 0, ledger: { failed: 1 } })
    expect(lookUps()).toEqual([])
  })
})

describe('who comes back', () => {
  it('is restored with all history, though the vendor sends the same as ever', async () => {
    const integration = await launch(story, { absent: 'deactivate' })
    const before = await directoryLines(story.world)
    const id = (await account(three))?.id
    story.simulator.mutate({ remove: [three] })
    await run(integration)
    story.simulator.mutate({ return: [three] })
    const back = await run(integration)
    expect(back).toMatchObject({ state: 'succeeded', gone: 0, ledger: { updated: 1, unchanged: 4 } })
    const [outcome] = await story.outcomes(back.id)
    expect(outcome?.account?.changes.map(({ label, before, after }) => [label, before, after])).toEqual([
      ['Active', false, true],
      ['Gone', true, null],
    ])
    expect(await directoryLines(story.world)).toEqual(before)
    expect(await account(three)).toMatchObject({ id, goneAt: null, active: true })
    const { body } = await story.world.get<{ items: z.output<typeof ChangeAnswer>[] }>(
      `/api/people/${(await account(three))?.personId}/changes`,
    )
    expect(body.items.filter(({ field }) => field === 'gone').map(({ after }) => after)).toEqual([null, true])
    expect(await run(integration)).toMatchObject({ ledger: { unchanged: 5 } })
  })
})

describe('what becomes of the account', () => {
  it.each([
    ['mark', { active: true, goneAt: expect.any(String) }],
    ['deactivate', { active: false, goneAt: expect.any(String) }],
    ['leave', { active: true, goneAt: null }],
  ] as const)('is the integration’s to say: %s', async (absent, left) => {
    const integration = await launch(story, { absent })
    story.simulator.mutate({ remove: [three] })
    const plan = await story.run(integration.id, 'plan')
    expect(await story.release(plan.id)).toMatchObject({ state: 'succeeded', gone: 1 })
    expect(await account(three)).toMatchObject(left)
    expect(await recordsWith('gone_at')).toEqual([three])
  })

  it('is said otherwise by a plan that names those who are gone already, and only once that is applied', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ remove: [three] })
    await run(integration)
    const plan = await story.propose(integration.id, { absent: 'deactivate' })
    expect(plan).toMatchObject({ kind: 'replay', state: 'previewed', gone: 1, ledger: { unchanged: 4 } })
    expect(
      (await story.outcomes(plan.id)).map(({ kind, vendorId, account }) => [kind, vendorId, account]),
    ).toEqual([
      ['gone', three, { changes: [{ field: 'active', label: 'Active', before: true, after: false }] }],
    ])
    const before = await account(three)
    story.simulator.mutate({ remove: [four] })
    await run(integration)
    expect([await account(three), await account(four)]).toMatchObject([before, { active: true }])
    const again = await story.release(plan.id)
    expect(again).toMatchObject({ state: 'previewed', gone: 2 })
    expect(await story.release(plan.id)).toMatchObject({ state: 'succeeded' })
    expect(await account(three)).toEqual({ ...before, active: false })
    expect(await run(integration)).toMatchObject({ state: 'succeeded', gone: 0, ledger: { unchanged: 3 } })
  })

  it('is nothing while another integration of the application still sees it', async () => {
    const first = await launch(story, { name: 'First' })
    const second = await launch(story, { name: 'Second', credentialId: first.credentialId })
    story.simulator.mutate({ remove: [three] })
    const told = await run(first)
    expect([told.gone, (await story.outcomes(told.id))[0]?.account]).toEqual([1, null])
    expect(await goneAccounts()).toEqual([])
    await run(second)
    expect(await goneAccounts()).toEqual([three])
  })
})

describe('who is left out by the conditions', () => {
  const active = { field: 'isInactive', operator: 'equals', value: false } as const

  it('counts as listed; once loaded, the account is out of scope until it fits again, and as active as the vendor says', async () => {
    const integration = await launch(story, { conditions: active })
    const before = await account(four)
    story.simulator.mutate({ deactivate: [four] })
    expect(await run(integration)).toMatchObject({ gone: 0, ledger: { skipped: 1 } })
    expect(lookUps()).toEqual([])
    expect(before?.outOfScopeAt).toBeNull()
    expect(await account(four)).toEqual({ ...before, active: false, outOfScopeAt: expect.any(String) })
    const since = (await account(four))?.outOfScopeAt
    await run(integration)
    expect((await account(four))?.outOfScopeAt).toBe(since)
    story.simulator.mutate({ reactivate: [four] })
    await run(integration)
    expect(await account(four)).toEqual(before)
  })

  it('is gone no more when the vendor lists it again, and otherwise stays as it was', async () => {
    const integration = await launch(story, { conditions: active, absent: 'deactivate' })
    const people = await directoryLines(story.world)
    story.simulator.mutate({ remove: [four] })
    await run(integration)
    const gone = await account(four)
    story.simulator.mutate({ return: [four] })
    story.simulator.mutate({ deactivate: [four] })
    const back = await run(integration)
    expect(back).toMatchObject({ state: 'succeeded', ledger: { skipped: 1, unchanged: 4 } })
    expect((await story.outcomes(back.id))[0]?.account?.changes).toEqual([
      { field: 'gone', label: 'Gone', before: true, after: null },
    ])
    expect(await account(four)).toEqual({ ...gone, goneAt: null, outOfScopeAt: expect.any(String) })
    expect([await recordsWith('gone_at'), people.length]).toEqual([
      [],
      (await directoryLines(story.world)).length,
    ])
    story.simulator.mutate({ remove: [four] })
    expect(await run(integration)).toMatchObject({ gone: 1 })
  })

  it('is nobody of ours when never loaded', async () => {
    story.simulator.mutate({ deactivate: [four] })
    const integration = await launch(story, { conditions: active })
    expect(await run(integration)).toMatchObject({ gone: 0, ledger: { skipped: 1 } })
    expect(await account(four)).toBeUndefined()
  })
})

describe('a deleted integration', () => {
  it('leaves accounts that nobody maintains, until another integration loads them', async () => {
    const first = await launch(story)
    const people = await directoryLines(story.world)
    const { status, body } = await story.world.delete(`/api/integrations/${first.id}`)
    expect([status, body]).toEqual([202, { ending: true }])
    expect(await directoryLines(story.world)).toEqual(people)
    expect(await account(one)).toMatchObject({ unmaintainedAt: null })
    const endings = async () => (await story.world.get<{ items: object[] }>('/api/endings')).body.items
    expect(await endings()).toMatchObject([{ id: first.id, name: first.name, by: expect.any(String) }])
    expect([await endDeleted(story.world.ctx), await endDeleted(story.world.ctx)]).toEqual([true, false])
    expect(await endings()).toEqual([])
    expect(await account(one)).toMatchObject({
      active: true,
      unmaintainedAt: expect.any(String),
      goneAt: null,
    })
    await launch(story, { credentialId: first.credentialId })
    expect(await account(one)).toMatchObject({ active: true, unmaintainedAt: null })
  })

  it('that was never launched leaves nothing to mark', async () => {
    const { id } = await addIntegration(story)
    const { body } = await story.world.delete(`/api/integrations/${id}`)
    expect(body).toEqual({ ending: false })
  })

  it('is seen to once no run is being applied any more, and is never left half done', async () => {
    const first = await launch(story)
    await story.world.delete(`/api/integrations/${first.id}`)
    const { pool } = story.world.ctx.db
    await inTransaction(pool, async (client) => {
      await lockDirectory(client)
      await expect(endDeleted(story.world.ctx)).rejects.toMatchObject({ code: 'database.locked' })
    })
    expect(await account(one)).toMatchObject({ unmaintainedAt: null })
    await endDeleted(story.world.ctx)
    expect(await account(one)).toMatchObject({ unmaintainedAt: expect.any(String) })
  })
})

describe('when too many leave to ask for each of them', () => {
  let many: Story
  beforeAll(async () => {
    many = await newStory({ simulated: { users: 510 } })
  })
  afterAll(() => many.close())

  const anHourPasses = () =>
    many.world.ctx.db.pool.query(`update source_record set absent_since = absent_since - interval '1 hour'`)

  it('they are gone when a second complete list, an hour later, has them neither', async () => {
    const { id } = await launch(many)
    const look = async (): Promise<Run> => many.release((await many.run(id, 'plan')).id)
    const { remove: left = [] } = many.simulator.mutate({ remove: 502 })
    expect(await look()).toMatchObject({ state: 'succeeded', gone: 0 })
    expect(await recordsWith('absent_since', many)).toHaveLength(502)

    expect(await look()).toMatchObject({ state: 'succeeded', gone: 0 })
    const [back = ''] = left
    many.simulator.mutate({ return: [back] })
    await anHourPasses()
    expect(await look()).toMatchObject({ state: 'succeeded', gone: 501, ledger: { read: 9, unchanged: 9 } })
    expect(lookUps(many)).toEqual([])
    expect(await recordsWith('absent_since', many)).toEqual([])
    expect(await recordsWith('gone_at', many)).toEqual(left.filter((one) => one !== back).toSorted())
    const { rows } = await many.world.ctx.db.pool.query(
      'select count(*) from saas_user where gone_at is not null',
    )
    expect(rows).toEqual([{ count: 501 }])
  })
})
