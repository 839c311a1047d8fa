import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { applyMerge, merge, planMerge, tellRun } from '../../../test/by-hand.ts'
import { named } from '../../../test/directory/listed.ts'
import { endings } from '../../../test/directory/outcomes.ts'
import { reorder, takeList } from '../../../test/directory/plans.ts'
import { newSource } from '../../../test/directory/tables.ts'
import { traces } from '../../../test/runs/directory.ts'
import { twoPeople } from '../../../test/two-people.ts'
import type { Refusal, World } from '../../../test/world.ts'
import type { Change, Claims } from '../../client/person.ts'
import type { Run } from '../../client/run.ts'
import { bareId } from '../../lib/ids.ts'
import type { PersonDetailAnswer } from '../people/schema.ts'
import type { MergePreview } from './schema.ts'

type Person = z.output<typeof PersonDetailAnswer>
type Preview = z.output<typeof MergePreview>
const story = twoPeople()
const { say, idOf, get, pair } = story
const preview = async (id: string, other: string) =>
  (await story.world.get<Preview>(`/api/people/${id}/merge/${other}`)).body
const become = async (id: string, other: string) => {
  await merge(story.world, [id, other])
  return get(id)
}

const whyNot = async (id: string, field: string) =>
  (await story.world.get<Claims>(`/api/people/${id}/claims/${field}`)).body.claims.map(({ reason }) => reason)

describe('two people who are one', () => {
  it('show before what comes of each field, and what moves', async () => {
    const [ada, other] = await pair()
    const seen = await preview(ada, other)
    expect(
      seen.fields.map(({ field, into, from, after, changes }) => [field, into, from, after, changes]),
    ).toEqual([
      ['username', 'ada', 'ada.l', 'ada', false],
      ['email', 'ada@muster.test', 'ada.l@muster.test', 'ada@muster.test', false],
      ['first_name', 'Ada', 'A', 'Ada', false],
      ['title', 'Countess', null, 'Countess', false],
      ['phone', null, '123', '123', true],
    ])
    expect([seen.moves, seen.refused]).toEqual([{ records: 1, saasUsers: 1, account: false }, []])
    const run = await planMerge(story.world, [ada, other])
    expect(run).toMatchObject({
      kind: 'merge',
      state: 'previewed',
      ledger: { read: 2, updated: 2 },
      archived: 1,
    })
    expect(await tellRun(story.world, run)).toEqual([
      'ada@muster.test updated stays Phone: null → 123',
      'ada.l@muster.test archived joins',
    ])
    expect(await get(other)).toMatchObject({ id: other, archivedAt: null })
  })

  it('tell of each value that the merge wrote by which run it came', async () => {
    const [ada, other] = await pair()
    const { id } = await applyMerge(story.world, await planMerge(story.world, [ada, other]))
    const { body } = await story.world.get<Claims>(`/api/people/${ada}/claims/phone`)
    expect([body.value, body.lastChange?.runId]).toEqual(['123', id])
    const { body: runs } = await story.world.get<{ items: Run[] }>(`/api/runs?personId=${ada}`)
    expect(runs.items[0]?.id).toBe(id)
  })

  it('become one: records, SaaS users and history go to the one who stays, and the other id leads there', async () => {
    const [ada, other] = await pair()
    const one = await become(ada, other)
    expect(one).toMatchObject({
      id: ada,
      values: { username: 'ada', phone: '123', title: 'Countess' },
      saasUsers: [{ vendorId: 'ph-1' }],
      sources: [{ vendorId: 'hr-1' }, { vendorId: 'ph-1' }],
      merged: [{ id: other, username: 'ada.l', actor: 'test owner' }],
    })
    expect((await get(other)).id).toBe(ada)
    for (const archived of ['false', 'true']) {
      const { body } = await story.world.get<{ items: Person[] }>(`/api/people?archived=${archived}`)
      expect(body.items.map(({ id }) => id)).toEqual(archived === 'true' ? [] : [ada])
    }
    const { body } = await story.world.get<{ items: { kind: string; field: string; mergedFrom: string }[] }>(
      `/api/people/${other}/changes?limit=50`,
    )
    const told = body.items.map(({ kind, field, mergedFrom }) => [kind, field, mergedFrom === other])
    expect(told).toEqual(
      expect.arrayContaining([
        ['merged', null, false],
        ['updated', 'phone', false],
        ['archived', null, true],
        ['created', null, true],
        ['updated', 'person', false],
      ]),
    )
  })

  it('stay one, whatever is loaded, also under the address of the one who went', async () => {
    const [ada, other] = await pair()
    await merge(story.world, [ada, other])
    await say(story.late, [{ id: 'ph-1', row: named('ada.l', { first_name: 'A', phone: '456' }) }])
    expect((await get(ada)).values.phone).toBe('456')
    const third = await newSource(story.world.ctx.db.pool, 3)
    const found = await say(third, [{ id: 'x', row: named('ada.l', { location: 'London' }) }])
    expect(endings(found)).toEqual({ x: 'updated' })
    expect((await get(ada)).values).toMatchObject({ location: 'London', email: 'ada@muster.test' })
  })

  it('keep the values of the one who stays, whoever was launched first, and whatever is loaded later', async () => {
    const [ada, other] = await pair()
    const run = await planMerge(story.world, [other, ada])
    expect(await tellRun(story.world, run)).toEqual([
      'ada.l@muster.test updated stays Title: null → Countess',
      'ada@muster.test archived joins',
    ])
    await applyMerge(story.world, run)
    await say(story.early, [{ id: 'hr-1', row: named('ada', { first_name: 'Augusta', title: 'Lady' }) }])
    await say(story.late, [{ id: 'ph-1', row: named('ada.l', { first_name: 'Al' }) }])
    expect((await get(other)).values).toMatchObject({ username: 'ada.l', first_name: 'Al', title: 'Lady' })
    expect(await whyNot(other, 'first_name')).toEqual([null, 'merged'])
  })

  it('have the values that the order of sources says, where somebody said one', async () => {
    const [ada, other] = await pair()
    await reorder(story.world.ctx.db.pool, { first_name: [story.early, story.late] })
    expect((await become(other, ada)).values).toMatchObject({ first_name: 'Ada', username: 'ada.l' })
    expect(await whyNot(other, 'first_name')).toEqual([null, 'source-order'])
    await reorder(story.world.ctx.db.pool, { first_name: [] })
    expect((await get(other)).values.first_name).toBe('A')
  })

  it('have the values of the one who stays, too, where one list has them twice', async () => {
    await say(story.late, [
      { id: 'ph-1', row: named('ada.l', { first_name: 'A' }) },
      { id: 'ph-2', row: named('countess', { first_name: 'Countess' }) },
    ])
    const [, other] = await pair()
    const twice = await idOf('countess')
    expect((await become(twice, other)).values).toMatchObject({ username: 'countess', phone: '123' })
    const third = [
      { id: 'ph-1', row: named('ada.l', { first_name: 'Al' }) },
      { id: 'ph-2', row: named('countess', { first_name: 'Cy' }) },
    ]
    await say(story.late, third)
    expect((await get(twice)).values.first_name).toBe('Cy')
    await become(await idOf('ada'), twice)
    await merge(story.world, [await idOf('ada'), twice], 'split')
    expect(await whyNot(twice, 'first_name')).toEqual([null, 'merged'])
  })

  it('exchange a unique value that the one who stays takes, so that both addresses are still found', async () => {
    const [ada, other] = await pair()
    await reorder(story.world.ctx.db.pool, { username: [story.early], email: [story.early] })
    const one = await become(other, ada)
    expect(one.values).toMatchObject({ username: 'ada', email: 'ada@muster.test', phone: '123' })
    await say(story.early, [{ id: 'hr-1', row: named('ada.l', { title: 'Lady' }) }])
    expect((await get(other)).values).toMatchObject({ username: 'ada.l', title: 'Lady' })
    const again = await say(await newSource(story.world.ctx.db.pool, 4), [{ id: 'y', row: named('ada') }])
    expect(endings(again)).toEqual({ y: 'updated linked' })
  })

  it('are found as one where a device, or somebody, still names the one who went', async () => {
    const [ada, other] = await pair()
    await merge(story.world, [ada, other])
    const assets = await newSource(story.world.ctx.db.pool, 5)
    const row = { name: 'L1', serial_number: 'S1', owner: 'ada.l@muster.test' }
    await takeList(story.world.ctx.db.pool, [{ id: 'd1', row }], { source: assets, object: 'device' })
    const { body } = await story.world.get<{ items: object[] }>(`/api/devices?personId=${ada}`)
    expect(body.items).toMatchObject([{ values: { name: 'L1' } }])
    const { body: apps } = await story.world.get<{ items: { id: string }[] }>('/api/saas-applications')
    const owned = await story.world.patch<{ ownerId: string }>(
      `/api/saas-applications/${apps.items[0]?.id}`,
      {
        ownerId: other,
      },
    )
    expect(owned.body.ownerId).toBe(ada)
  })

  it('answer for the applications of both, which their history tells', async () => {
    const [ada, other] = await pair()
    const { body: apps } = await story.world.get<{ items: { id: string }[] }>('/api/saas-applications')
    const path = `/api/saas-applications/${apps.items[0]?.id}`
    await story.world.patch(path, { ownerId: other })
    await merge(story.world, [ada, other])
    const { body } = await story.world.get<{ items: Change[] }>(`${path}/changes`)
    expect(body.items[0]).toMatchObject({ field: 'ownerId', before: other, after: ada })
    expect(body.items[0]?.runId).toMatch(/^run_/)
    const named = await story.world.get(`/api/people/names?ids=${ada},${other}`)
    expect(named.body).toEqual({
      items: expect.arrayContaining([ada, other].map((id) => ({ id, name: 'Ada' }))),
    })
  })

  it('keep what was written by hand of either, of the one who stays first', async () => {
    const [ada, other] = await pair()
    await story.world.patch(`/api/people/${other}`, { values: { location: 'Paris', department: 'Math' } })
    await story.world.patch(`/api/people/${ada}`, { values: { department: 'Engines' } })
    const one = await become(ada, other)
    expect([one.values.location, one.values.department]).toEqual(['Paris', 'Engines'])
    expect(one.byHand.toSorted()).toEqual(['department', 'location'])
    const back = await story.world.patch<Person>(`/api/people/${ada}`, { giveBack: ['location'] })
    expect(back.body.byHand).toEqual(['department'])
  })
})

describe('a merge is refused', () => {
  it('and looked at anew, where something else would come of it since', async () => {
    const [ada, other] = await pair()
    const looked = await planMerge(story.world, [ada, other])
    await story.world.patch(`/api/people/${other}`, { values: { title: 'x' } })
    expect(await applyMerge(story.world, looked)).toMatchObject({
      state: 'previewed',
      fault: { code: 'run.stale' },
    })
    expect((await get(other)).id).toBe(other)
  })

  it.each([
    [
      'a SaaS user',
      'previewed',
      `insert into saas_user (application_id, vendor_id, person_id) select id, 'x', $1 from saas_application`,
    ],
    ['an application', 'previewed', 'update saas_application set owner_id = $1'],
    [
      'an account',
      'failed',
      `insert into account (kind, name, role, person_id, state) values ('service', 'late', 'viewer', $1, 'active')`,
    ],
  ])('where %s is theirs since it was looked at: it is %s', async (_, state, sql) => {
    const [ada, other] = await pair()
    const { pool } = story.world.ctx.db
    const looked = await planMerge(story.world, [ada, other])
    await pool.query(sql, [bareId('per', other)])
    expect((await applyMerge(story.world, looked)).state).toBe(state)
    await pool.query(`delete from account where name = 'late'`)
    expect((await get(other)).id).toBe(other)
  })

  it('where one of them is somebody else by now, whoever asked first', async () => {
    const [ada, other] = await pair()
    const [one, two] = [
      await planMerge(story.world, [ada, other]),
      await planMerge(story.world, [other, ada]),
    ]
    await applyMerge(story.world, one)
    expect(await applyMerge(story.world, two)).toMatchObject({ state: 'failed', fault: { code: 'conflict' } })
    expect((await get(other)).id).toBe(ada)
  })

  it('with oneself, into somebody archived, and by whoever does not see everything', async () => {
    const [ada, other] = await pair()
    const ask = (id: string, personId: string, caller: Pick<World, 'get'> = story.world) =>
      caller.get<Refusal>(`/api/people/${id}/merge/${personId}`)
    expect((await ask(ada, ada)).status).toBe(409)
    expect((await ask(ada, other, story.world.seeing({ hiddenFields: ['phone'] }))).body.code).toBe(
      'not.allowed',
    )
    await story.world.post(`/api/people/${ada}/archive`)
    expect((await ask(ada, other)).body.detail).toContain('let the other stay')
    expect((await ask(other, ada)).status).toBe(200)
  })

  it('where both sign in here; one account goes along only with the right to link accounts', async () => {
    const [ada, other] = await pair()
    const { pool } = story.world.ctx.db
    await pool.query(
      `insert into account (kind, name, email, role, person_id, state)
       select 'person', 'Ada L', 'l@example.com', 'viewer', id, 'active' from person where username = 'ada.l'`,
    )
    const editor = story.world.as('people:read', 'people:write')
    expect((await editor.get<Refusal>(`/api/people/${ada}/merge/${other}`)).body.code).toBe('not.allowed')
    const { id, digest } = await planMerge(story.world, [ada, other])
    for (const path of [`/api/merges/${id}/apply`, `/api/runs/${id}/apply`]) {
      const caller = story.world.as('people:read', 'people:write', 'runs:write')
      expect((await caller.post<Refusal>(path, { digest })).body.code).toBe('not.allowed')
    }
    await merge(story.world, [ada, other])
    const { rows } = await pool.query(
      'select username from account a join person p on p.id = a.person_id where a.name = $1',
      ['Ada L'],
    )
    expect(rows).toEqual([{ username: 'ada' }])
    const apart = await editor.post<Refusal>(`/api/people/${ada}/split`, { personId: other })
    expect(apart.body.code).toBe('not.allowed')
    await pool.query(`delete from account where name = 'Ada L'`)
  })

  it('and whoever was merged is not restored by hand, but erased along with the one who stayed', async () => {
    const [ada, other] = await pair()
    await merge(story.world, [ada, other])
    await story.world.post(`/api/people/${ada}/erase`, { username: 'ada' })
    const { rows } = await story.world.ctx.db.pool.query(
      `select from person where email like '%muster.test' union all select from change where after::text like '%muster.test%'
        union all select from person_merge`,
    )
    expect(rows).toEqual([])
  })

  it('and whoever was taken out again is erased alone, also from what the other had through the merge', async () => {
    const [ada, other] = await pair()
    const [phone, newer] = ['unmistakable', 'newer']
    await say(story.late, [{ id: 'ph-1', row: named('ada.l', { phone }) }])
    await merge(story.world, [ada, other])
    await say(story.late, [{ id: 'ph-1', row: named('ada.l', { phone: newer }) }])
    await say(story.late, [{ id: 'ph-1', row: named('ada.l', { phone }) }])
    await merge(story.world, [ada, other], 'split')
    await story.world.post(`/api/people/${other}/erase`, { username: 'ada.l' })
    expect(await left('unmistakable|ph-1|ada[.]l')).toEqual([])
    expect((await get(ada)).values).toMatchObject({ username: 'ada', title: 'Countess' })
  })

  it('and nobody is left who was merged into somebody who was merged', async () => {
    const [ada, other] = await pair()
    await say(story.late, [{ id: 'ph-2', row: named('cy', { phone: 'unmistakable' }) }])
    await merge(story.world, [other, await idOf('cy')])
    await merge(story.world, [ada, other])
    await story.world.post(`/api/people/${ada}/erase`, { username: 'ada' })
    expect(await left('unmistakable|ph-2|muster.test')).toEqual([])
  })
})

/** The tables in which something like this stands. */
const left = async (pattern: string) => Object.keys(await traces(story.world, pattern))
