import { beforeEach, describe, expect, it } from 'vitest'
import { bulkStory } from '../../../test/bulk-story.ts'
import { merge } from '../../../test/by-hand.ts'
import type { Refusal } from '../../../test/world.ts'
import type { Change, SaasApplication } from '../../client/person.ts'
import type { Outcome, Run } from '../../client/run.ts'
import { publicId } from '../../lib/ids.ts'

const ada = '0198c0de-0000-7000-8000-00000000000a'
const bob = '0198c0de-0000-7000-8000-00000000000b'
const [adaId, bobId] = [publicId('per', ada), publicId('per', bob)]
const ids = [1, 2, 3].map((n) => `0198c0de-0000-7000-8000-0000000000f${n}`)
const [first = '', second = '', third = ''] = ids.map((id) => publicId('app', id))
const root = '/api/saas-applications'
const bulk = '/api/saas-application-bulk-edits'
const nobody = `app_${'0'.repeat(32)}`

const story = bulkStory(bulk, bulk)
const { plan, apply, undo, told } = story

beforeEach(async () => {
  await story.world.ctx.db.pool.query(`
    truncate person, person_merge, saas_application, saas_user, saas_count, change, run, staged, outcome cascade;
    insert into person (id, username, email, first_name) values
      ('${ada}', 'ada', 'ada@example.com', 'Ada'), ('${bob}', 'bob', 'bob@example.com', 'Bob');
    insert into saas_application (id, vendor, seats, currency, price_period, seat_price, created_at, terms_since) values
      ('${ids[0]}', 'one', 5, 'EUR', 'month', 3, '2026-01-01', '2026-01-01'), ('${ids[1]}', 'two', 5, null, null, null, '2026-01-01', '2026-01-01');
    insert into saas_application (id, vendor) values ('${ids[2]}', 'three');
    insert into saas_user (application_id, vendor_id, active) values ('${ids[0]}', 'v1', true)`)
})

const terms = async (id = first) => (await story.world.get<SaasApplication>(`${root}/${id}`)).body
const vendors = async (query = '') =>
  (await story.world.get<{ items: SaasApplication[] }>(`${root}${query}`)).body.items.map(
    ({ vendor }) => vendor,
  )

describe('an edit of the terms of many applications', () => {
  it('is a plan first, of those that the list has, and exactly it is applied', async () => {
    const wanted = { seats: 9, renewalDate: '2031-01-31', ownerId: publicId('per', ada) }
    const run = await plan({ act: 'edit', applications: { filter: 'seats eq 5' }, terms: wanted })
    expect(run).toMatchObject({ state: 'previewed', kind: 'edit', object: 'saas_application' })
    expect(run.ledger).toMatchObject({ read: 2, updated: 2, failed: 0 })
    const owner = `Owner: null → ${publicId('per', ada)}`
    expect(await told(run)).toEqual([
      `one updated Seats bought: 5 → 9 Renews on: null → 2031-01-31 ${owner}`,
      `two updated Seats bought: 5 → 9 Renews on: null → 2031-01-31 ${owner}`,
    ])
    expect((await terms()).seats).toBe(5)
    expect(await apply(run)).toMatchObject({ state: 'succeeded' })
    expect(await terms()).toMatchObject({ ...wanted, ownerName: 'Ada', currency: 'EUR' })
    expect((await terms(third)).seats).toBeNull()
    const ofRun = `${root}?filter=changedBy+eq+%22${run.id}%22`
    expect(await vendors(ofRun.slice(root.length))).toEqual(['one', 'two'])
    const { body: blind } = await story.world.as('saas-users:read').get<{ items: object[] }>(ofRun)
    expect(blind.items).toEqual([])
    const { body } = await story.world.get<{ items: Change[] }>(`${root}/${first}/changes`)
    expect(body.items).toHaveLength(3)
    expect(body.items.map(({ runId }) => runId)).toEqual([run.id, run.id, run.id])
  })

  it('opens each application that it is about', async () => {
    const run = await plan({ act: 'edit', applications: { ids: [first] }, terms: { seats: 9 } })
    const { status, body } = await story.world.get<Outcome>(`/api/runs/${run.id}/outcomes/0`)
    expect([status, body.vendorId, body.saasApplicationId, body.personId]).toEqual([200, first, first, null])
    const found = await story.world.get(
      `/api/runs/${run.id}/outcomes/count?filter=saasApplicationId+eq+%22${first}%22`,
    )
    expect(found.body).toMatchObject({ count: 1 })
  })

  it('lets those for whom it does not go fail or be skipped by name while the others go through', async () => {
    await apply(await plan({ act: 'archive', applications: { ids: [third] } }))
    const run = await plan({
      act: 'edit',
      applications: { ids: [third, second, first, nobody] },
      terms: { pricePerSeat: 2 },
    })
    expect(await told(run)).toEqual([
      'three skipped archived',
      'two failed mandatory',
      'one updated Price of a seat: 3 → 2',
      `${nobody} skipped no_object`,
    ])
    expect(await apply(run)).toMatchObject({ state: 'succeeded_with_failures' })
    expect([(await terms()).pricePerSeat, (await terms(second)).pricePerSeat]).toEqual([2, null])
  })

  it('is taken back as a whole but for what was changed since, and the undo of that does it again', async () => {
    const run = await apply(await plan({ act: 'edit', applications: {}, terms: { seats: 9, notes: 'dear' } }))
    await story.world.patch(`${root}/${second}`, { seats: 11 })
    const undone = await undo(run)
    expect(await told(undone)).toEqual([
      'one updated Seats bought: 9 → 5 Notes: dear → null',
      'three updated Seats bought: 9 → null Notes: dear → null',
      'two updated Notes: dear → null',
    ])
    const { body } = await story.world.get<{ items: Outcome[] }>(`/api/runs/${undone.id}/outcomes`)
    const stays = { field: 'Seats bought', message: 'was changed since, and stays so' }
    expect(body.items.find(({ label }) => label === 'two')?.problems).toEqual([stays])
    const seats = async () => [(await terms()).seats, (await terms(second)).seats, (await terms(third)).seats]
    expect([undone.kind, ...(await seats())]).toEqual(['undo', 5, 11, null])
    await undo(undone)
    expect(await seats()).toEqual([9, 11, 9])
  })

  it('is not taken back where a price would lose its currency', async () => {
    const run = await apply(
      await plan({ act: 'edit', applications: { ids: [second] }, terms: { currency: 'USD' } }),
    )
    await story.world.patch(`${root}/${second}`, { pricePerSeat: 1, pricePeriod: 'year' })
    expect(await told(await undo(run))).toEqual(['two failed mandatory'])
    expect(await terms(second)).toMatchObject({ currency: 'USD', pricePerSeat: 1 })
  })

  it('is planned anew when terms moved, and waits when something else would come out', async () => {
    const run = await plan({ act: 'edit', applications: {}, terms: { seats: 9 } })
    await story.world.patch(`${root}/${first}`, { seats: 8 })
    const again = await apply(run)
    expect(again).toMatchObject({ state: 'previewed', fault: { code: 'run.stale' } })
    expect((await told(again))[0]).toBe('one updated Seats bought: 8 → 9')
  })

  it('is about an application once that is named twice, and can be taken back', async () => {
    const run = await apply(
      await plan({ act: 'edit', applications: { ids: [first, first] }, terms: { seats: 9 } }),
    )
    expect(run.ledger).toMatchObject({ read: 1, updated: 1 })
    expect(await told(await undo(run))).toEqual(['one updated Seats bought: 9 → 5'])
  })

  it('of which one was planned twice can be taken back, too', async () => {
    const run = await apply(await plan({ act: 'edit', applications: { ids: [first] }, terms: { seats: 9 } }))
    await story.world.ctx.db.pool.query(
      `insert into outcome (run_id, number, vendor_id, label, kind, object_id) select run_id, 1, vendor_id, label, kind, object_id from outcome`,
    )
    expect(await told(await undo(run))).toEqual(['one updated Seats bought: 9 → 5'])
  })

  it('warns of what is unusual', async () => {
    await story.world.ctx.db.pool.query(
      `insert into saas_application (vendor, seats) select 'v' || n, 5 from generate_series(1, 60) n`,
    )
    const run = await plan({ act: 'edit', applications: {}, terms: { seats: null } })
    expect(run.brakes.map(({ message }) => message)).toEqual([
      '62 of 63 SaaS applications would be changed at once; more than 50 are unusual.',
      expect.stringContaining('62 of 63 known SaaS applications'),
    ])
    const archive = await plan({ act: 'archive', applications: { ids: [first, second, third] } })
    expect(archive.brakes).toEqual([])
  })
})

describe('an archived application', () => {
  it('is in the list of those alone, keeps its accounts and terms, and comes back', async () => {
    const archived = await apply(await plan({ act: 'archive', applications: { ids: [first] } }))
    expect([archived.archived, await vendors(), await vendors('?archived=true')]).toEqual([
      1,
      ['three', 'two'],
      ['one'],
    ])
    expect(await terms()).toMatchObject({ users: 1, seats: 5, archivedAt: expect.any(String) })
    expect((await story.world.patch<Refusal>(`${root}/${first}`, { seats: 1 })).body.code).toBe('conflict')
    const { body } = await story.world.get<{ items: Change[] }>(`${root}/${first}/changes`)
    expect(body.items).toMatchObject([{ kind: 'archived', field: null, runId: archived.id }])
    await undo(archived)
    expect(await vendors()).toEqual(['one', 'three', 'two'])
    await apply(await plan({ act: 'archive', applications: { ids: [first] } }))
    await apply(await plan({ act: 'restore', applications: { archived: true } }))
    expect((await terms()).archivedAt).toBeNull()
  })

  it('stays as it was put again by somebody since', async () => {
    const put = async (act: string) => apply(await plan({ act, applications: { ids: [first] } }))
    const archived = await put('archive')
    const restored = await put('restore')
    await put('archive')
    const run = await undo(archived)
    const stays = async ({ id }: Run) =>
      (await story.world.get<{ items: Outcome[] }>(`/api/runs/${id}/outcomes`)).body.items[0]?.problems
    expect([await told(run), await stays(run)]).toEqual([
      ['one skipped changed_since'],
      [{ field: '', message: 'was archived again since' }],
    ])
    expect((await terms()).archivedAt).not.toBeNull()
    await put('restore')
    expect(await told(await undo(restored))).toEqual(['one skipped changed_since'])
    expect((await terms()).archivedAt).toBeNull()
  })

  it('was not yet on the days before', async () => {
    await apply(await plan({ act: 'archive', applications: { ids: [first, second] } }))
    expect(await vendors('?asOf=2026-01-02')).toEqual(['one', 'two'])
    await story.world.ctx.db.pool.query(`update change set at = '2026-01-02'`)
    expect(await vendors('?asOf=2026-01-02')).toEqual([])
    expect(await vendors('?asOf=2026-01-02&archived=true')).toEqual(['one', 'two'])
  })
})

describe('who may edit terms of many', () => {
  it('needs the right to, also to apply and to take back', async () => {
    const run = await plan({ act: 'edit', applications: {}, terms: { seats: 9 } })
    const other = story.world.as('people:write', 'runs:read', 'runs:write', 'runs:approve')
    expect((await other.post(bulk, { act: 'archive', applications: {} })).status).toBe(403)
    expect((await other.post(`${bulk}/${run.id}/apply`, { digest: run.digest })).status).toBe(403)
    expect((await other.post(`/api/runs/${run.id}/apply`, { digest: run.digest })).status).toBe(403)
    const wrong = await other.post<Refusal>(`/api/bulk-edits/${run.id}/apply`, { digest: run.digest })
    expect(wrong.status).toBe(404)
  })

  it('or to see terms is needed to be told what becomes of them', async () => {
    const run = await plan({ act: 'edit', applications: { ids: [first] }, terms: { seats: 9 } })
    expect(await told(run, story.world.as('runs:read', 'saas-users:read'))).toEqual(['one updated'])
    expect(await told(run, story.world.as('runs:read'))).toEqual([`${first} updated`])
    expect(await told(run, story.world.as('runs:read', 'saas-users:read', 'saas-applications:read'))).toEqual(
      ['one updated Seats bought: 5 → 9'],
    )
  })

  it.each([
    ['no terms', { act: 'edit', applications: {} }, 'terms'],
    ['terms of an archive', { act: 'archive', applications: {}, terms: { seats: 1 } }, 'act'],
    ['what fits none', { act: 'archive', applications: { search: 'nothing' } }, 'applications'],
    ['what is no price', { act: 'edit', applications: {}, terms: { seats: -1 } }, 'terms.seats'],
    [
      'an owner who is nobody',
      { act: 'edit', applications: {}, terms: { ownerId: `per_${'0'.repeat(32)}` } },
      'terms.ownerId',
    ],
  ])('is refused %s, at its place', async (_what, body, field) => {
    const { status, body: refused } = await story.world.post<Refusal>(bulk, body)
    expect([status, (refused.problems ?? [])[0]?.field]).toEqual([422, field])
  })
})

describe('an owner', () => {
  it('who is erased is in no run that made them one', async () => {
    await apply(
      await plan({ act: 'edit', applications: { ids: [first] }, terms: { seats: 1, ownerId: adaId } }),
    )
    await story.world.post(`/api/people/${adaId}/erase`, { username: 'ada' })
    const { rows } = await story.world.ctx.db.pool.query(
      `select edit::text as text from run union all select changes::text from outcome union all select before::text || after::text from change where object = 'saas_application'`,
    )
    expect(JSON.stringify(rows)).not.toContain(ada)
  })

  it('who is erased while a plan waits is not written, and whoever was it stays', async () => {
    const applications = { ids: [first, second] }
    await apply(await plan({ act: 'edit', applications, terms: { ownerId: bobId } }))
    const alone = await plan({ act: 'edit', applications, terms: { ownerId: adaId } })
    const more = await plan({ act: 'edit', applications, terms: { ownerId: adaId, seats: 7 } })
    await story.world.post(`/api/people/${adaId}/erase`, { username: 'ada' })
    expect(await apply(alone)).toMatchObject({ state: 'previewed', ledger: { unchanged: 2, updated: 0 } })
    expect(await told(await apply(more))).toEqual([
      'one updated Seats bought: 5 → 7',
      'two updated Seats bought: 5 → 7',
    ])
    expect([(await terms()).ownerId, (await terms(second)).ownerId]).toEqual([bobId, bobId])
  })

  it('who became part of somebody while a plan waits is looked at anew, as who they are now', async () => {
    const run = await plan({ act: 'edit', applications: { ids: [first] }, terms: { ownerId: adaId } })
    await merge(story.world, [bobId, adaId])
    const again = await apply(run)
    expect([again.state, await told(again)]).toEqual(['previewed', [`one updated Owner: null → ${bobId}`]])
    await apply(again)
    expect((await terms()).ownerId).toBe(bobId)
  })

  it('to whom an undo gives an application back is who they became part of', async () => {
    const applications = { ids: [first] }
    await apply(await plan({ act: 'edit', applications, terms: { ownerId: adaId } }))
    const run = await apply(await plan({ act: 'edit', applications, terms: { ownerId: null } }))
    await merge(story.world, [bobId, adaId])
    expect(await told(await undo(run))).toEqual([`one updated Owner: null → ${bobId}`])
    expect((await terms()).ownerId).toBe(bobId)
  })
})
