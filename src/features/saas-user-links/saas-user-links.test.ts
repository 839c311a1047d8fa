import { beforeEach, describe, expect, it } from 'vitest'
import { bulkStory } from '../../../test/bulk-story.ts'
import { named, planhat } from '../../../test/directory/listed.ts'
import { takeList } from '../../../test/directory/plans.ts'
import { emptyDirectory, newSource } from '../../../test/directory/tables.ts'
import type { Refusal } from '../../../test/world.ts'
import type { Change, SaasUser } from '../../client/person.ts'
import type { Outcome } from '../../client/run.ts'

const story = bulkStory('/api/saas-user-links')
const { plan, say, apply, undo, told } = story

let ids: Record<string, string> = {}
beforeEach(async () => {
  const { pool } = story.world.ctx.db
  await emptyDirectory(pool)
  await takeList(
    pool,
    ['ada', 'bob', 'cy'].map((name) => ({ id: name, row: named(name) })),
    { application: planhat },
  )
  // The same ids in another application, as they come before anybody is known.
  await pool.query(`
    with app as (insert into saas_application (vendor) values ('other') returning id)
    insert into saas_user (application_id, vendor_id, label)
    select app.id, v.id, v.label from app, (values
      ('ada', 'ADA@muster.test'), ('bob', 'who@muster.test'), ('cy', 'no address'), ('cy2', 'cy@muster.test')) v (id, label);
    update person set archived_at = now() where username = 'cy'`)
  ids = await story.ids()
})

const others = { filter: 'application eq "other"', sort: 'vendorId' }

/** Whose each account is; with a star where somebody said so. */
async function owners(query = ''): Promise<Record<string, string>> {
  const { body } = await story.world.get<{ items: SaasUser[] }>(
    `/api/saas-users?sort=application,vendorId${query}`,
  )
  return Object.fromEntries(
    body.items.map(({ application, vendorId, personName, isLinkedByHand }) => [
      `${application.vendor} ${vendorId}`,
      `${personName ?? 'nobody'}${isLinkedByHand ? '*' : ''}`,
    ]),
  )
}

describe('accounts without a person', () => {
  it('are linked to whom their e-mail addresses find, as a plan that says what becomes of each', async () => {
    const before = await owners()
    const run = await plan({ saasUsers: others, to: 'address' })
    expect(run).toMatchObject({
      state: 'previewed',
      kind: 'edit',
      ledger: { read: 4, updated: 1, skipped: 3 },
    })
    expect(await told(run)).toEqual([
      'ADA@muster.test updated Person: null → ada@muster.test By hand: false → true',
      'who@muster.test skipped nobody',
      'no address skipped no_address',
      'cy@muster.test skipped archived',
    ])
    expect(await owners()).toEqual(before)
    expect((await apply(run)).state).toBe('succeeded')
    expect(await owners()).toEqual({ ...before, 'other ada': 'ada*' })
  })

  it('are told under the ids that their vendor gave them, in the undo, too', async () => {
    const run = await apply(await plan({ saasUsers: others, to: 'person', personId: ids.bob }))
    const shown = async (id: string, query: string) => {
      const { body } = await story.world.get<{ items: Outcome[] }>(`/api/runs/${id}/outcomes?${query}`)
      return body.items.map(({ vendorId }) => vendorId)
    }
    expect(await shown(run.id, 'sort=-vendorId')).toEqual(['cy2', 'cy', 'bob', 'ada'])
    expect(await shown((await undo(run)).id, 'sort=vendorId&search=cy')).toEqual(['cy', 'cy2'])
    const opened = await story.world.get<Outcome>(`/api/runs/${run.id}/outcomes/0`)
    expect(opened.body).toMatchObject({ vendorId: 'ada' })
  })

  it('are linked again and again, until each is somebody’s', async () => {
    await apply(await plan({ saasUsers: others, to: 'address' }))
    const again = await plan({
      saasUsers: { filter: 'vendorId eq "ada"', sort: 'application' },
      to: 'address',
    })
    expect(await told(again)).toEqual(['ADA@muster.test skipped owned', 'ada skipped owned'])
  })
})

it('all that a search finds are taken, by what they and their people are called', async () => {
  expect(await told(await plan({ saasUsers: { search: 'WHO@' }, to: 'nobody' }))).toEqual([
    'who@muster.test updated kept By hand: false → true',
  ])
})

it('many are made one person’s, nobody’s, or given back to the sources', async () => {
  const one = await plan({ saasUsers: { ...others, but: [] }, to: 'person', personId: ids.bob })
  await apply(one)
  const bobs = Object.fromEntries(['ada', 'bob', 'cy', 'cy2'].map((id) => [`other ${id}`, 'bob*']))
  expect(await owners()).toMatchObject(bobs)
  await apply(await plan({ saasUsers: { filter: 'vendorId eq "ada"' }, to: 'nobody' }))
  expect(await owners('&search=ada')).toEqual({ 'other ada': 'nobody*', 'planhat ada': 'nobody*' })
  const back = await plan({ saasUsers: { filter: 'vendorId eq "ada"', sort: 'application' }, to: 'sources' })
  expect(await told(back)).toEqual([
    'ADA@muster.test updated By hand: true → false',
    'ada updated Person: null → ada@muster.test By hand: true → false',
  ])
  await apply(back)
  expect(await owners('&search=ada')).toEqual({ 'other ada': 'nobody', 'planhat ada': 'ada' })
  const { body } = await story.world.get<{ items: Change[] }>(`/api/people/${ids.ada}/changes`)
  const given = { runId: back.id, givenBackTo: { integrationId: expect.stringMatching(/^int_/) } }
  expect(body.items[0]).toMatchObject(given)
})

describe('an undo', () => {
  it('brings back whose each was, and who said so; and so does the undo of that', async () => {
    await apply(await plan({ saasUsers: { filter: 'vendorId eq "bob"' }, to: 'nobody' }))
    const before = await owners()
    const run = await apply(
      await plan({ saasUsers: { filter: 'vendorId starts "b"' }, to: 'person', personId: ids.ada }),
    )
    const after = await owners()
    const back = await undo(run)
    expect([back.state, await owners()]).toEqual(['succeeded', before])
    await undo(back)
    expect(await owners()).toEqual(after)
  })

  it('leaves alone what was said of one since', async () => {
    const run = await apply(await plan({ saasUsers: others, to: 'person', personId: ids.bob }))
    const { body } = await story.world.get<{ items: SaasUser[] }>(
      '/api/saas-users?filter=label+eq+%22no+address%22',
    )
    await story.world.patch(`/api/saas-users/${body.items[0]?.id}`, { personId: ids.ada })
    const undone = await undo(run)
    expect(undone.ledger).toMatchObject({ updated: 3, skipped: 1 })
    expect(await owners()).toMatchObject({ 'other ada': 'nobody', 'other cy': 'ada*' })
  })
})

describe('what needs no person', () => {
  const reason = 'Service account'
  const without = async () => {
    const { body } = await story.world.get<{ items: SaasUser[] }>(
      '/api/saas-users?unmatched=true&sort=vendorId',
    )
    const counted = await story.world.get<{ items: { vendor: string; unmatched: number }[] }>(
      '/api/saas-applications',
    )
    const listed = body.items.filter(({ application }) => application.vendor === 'other')
    return [
      listed.map(({ vendorId }) => vendorId),
      counted.body.items.find(({ vendor }) => vendor === 'other')?.unmatched,
    ]
  }
  const mark = () =>
    plan({
      saasUsers: { filter: 'vendorId starts "c" and application eq "other"' },
      to: 'nobody',
      noPersonReason: reason,
    })

  it('is said of many with the reason, leaves those without a person, and comes back with the undo', async () => {
    expect(await without()).toEqual([['ada', 'bob', 'cy', 'cy2'], 4])
    const run = await mark()
    expect((await told(run))[0]).toBe(
      `no address updated By hand: false → true No person needed: null → ${reason}`,
    )
    await apply(run)
    expect(await without()).toEqual([['ada', 'bob'], 2])
    const { body } = await story.world.get<{ items: SaasUser[] }>(
      '/api/saas-users?filter=noPersonReason+not+empty',
    )
    expect(body.items.map(({ noPersonReason, personId }) => [noPersonReason, personId])).toEqual([
      [reason, null],
      [reason, null],
    ])
    await undo(run)
    expect(await without()).toEqual([['ada', 'bob', 'cy', 'cy2'], 4])
  })

  it('is left so by loads and by links by address, until somebody links it or gives it back', async () => {
    await apply(await mark())
    const linked = await plan({ saasUsers: others, to: 'address' })
    expect((await told(linked)).slice(2)).toEqual([
      'no address skipped needs_none',
      'cy@muster.test skipped needs_none',
    ])
    await takeList(story.world.ctx.db.pool, [{ id: 'cy', row: named('bob') }], {
      application: { vendor: 'other', instance: '' },
      source: await newSource(story.world.ctx.db.pool, 7),
    })
    expect(await without()).toEqual([['ada', 'bob'], 2])
    await apply(await plan({ saasUsers: { filter: 'vendorId eq "cy2"' }, to: 'sources' }))
    expect((await without())[1]).toBe(3)
  })

  it('is said of one, too, and history tells it; only of what is nobody’s', async () => {
    const { body } = await story.world.get<{ items: SaasUser[] }>(
      '/api/saas-users?filter=vendorId+eq+%22cy2%22',
    )
    const place = `/api/saas-users/${body.items[0]?.id}`
    expect(
      (await story.world.patch<SaasUser>(place, { personId: null, noPersonReason: ' Robot ' })).body,
    ).toMatchObject({
      noPersonReason: 'Robot',
      isLinkedByHand: true,
    })
    const changes = await story.world.get<{ items: { field: string; after: unknown }[] }>(`${place}/changes`)
    expect(changes.body.items).toContainEqual(
      expect.objectContaining({ field: 'no_person_reason', after: 'Robot' }),
    )
    expect((await story.world.patch(place, { personId: ids.ada, noPersonReason: 'x' })).status).toBe(422)
    expect((await story.world.patch(place, { personId: null, noPersonReason: ' ' })).status).toBe(422)
    expect((await story.world.patch<SaasUser>(place, { personId: ids.ada })).body.noPersonReason).toBeNull()
  })
})

it('a load leaves what was linked as it was said', async () => {
  await apply(await plan({ saasUsers: { filter: 'application eq "planhat"' }, to: 'nobody' }))
  await takeList(story.world.ctx.db.pool, [{ id: 'ada', row: named('ada', { title: 'New' }) }], {
    application: planhat,
  })
  expect(await owners('&search=ada')).toMatchObject({ 'planhat ada': 'nobody*' })
})

describe('is refused', () => {
  it.each([
    ['a person who is not named', { to: 'person' }, 'personId'],
    ['a person who is named in vain', { to: 'nobody', personId: 'per_1' }, 'personId'],
    ['a person who is nobody', { to: 'person', personId: `per_${'0'.repeat(32)}` }, 'personId'],
    ['a reason where they become somebody’s', { to: 'sources', noPersonReason: 'x' }, 'noPersonReason'],
    ['what no list has', { to: 'nobody', saasUsers: { filter: 'vendorId eq "x"' } }, 'saasUsers'],
    ['a field that is none', { to: 'nobody', saasUsers: { filter: 'shoes eq 4' } }, 'filter'],
  ])('%s', async (_what, body, field) => {
    const { status, body: refused } = await story.world.post<Refusal>('/api/saas-user-links', {
      saasUsers: others,
      ...body,
    })
    expect([status, refused.problems?.map((problem) => problem.field)]).toEqual([422, [field]])
  })

  it('whoever sees only some people, or not what they are called, or no SaaS users', async () => {
    const run = await plan({ saasUsers: others, to: 'address' })
    for (const caller of [
      story.world.seeing({ filter: { field: 'department', anyOf: ['Sales'] } }),
      story.world.seeing({ hiddenFields: ['email'] }),
      story.world.as('people:read', 'people:write', 'runs:read'),
    ]) {
      expect((await caller.post('/api/saas-user-links', { saasUsers: others, to: 'address' })).status).toBe(
        403,
      )
      expect((await say('apply', run, caller)).status).toBe(403)
    }
  })

  it('an account of an id that there is not, by name', async () => {
    const run = await plan({ saasUsers: { ids: [`usr_${'0'.repeat(32)}`] }, to: 'nobody' })
    expect(await told(run)).toEqual([`usr_${'0'.repeat(32)} skipped no_object`])
  })
})
