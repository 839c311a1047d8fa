import { beforeEach, describe, expect, it } from 'vitest'
import { bulkStory } from '../../../test/bulk-story.ts'
import { merge } from '../../../test/by-hand.ts'
import { canonicalDigest } from '../../../test/canonical-digest.ts'
import { named } from '../../../test/directory/listed.ts'
import { takeList } from '../../../test/directory/plans.ts'
import { emptyDirectory } from '../../../test/directory/tables.ts'
import type { Caller, Refusal } from '../../../test/world.ts'
import type { Change } from '../../client/person.ts'
import type { Outcome, Run } from '../../client/run.ts'
import { bareId } from '../../lib/ids.ts'

const story = bulkStory('/api/bulk-edits')
const { plan, say, apply, undo, told } = story

let ids: Record<string, string> = {}
beforeEach(async () => {
  const { pool } = story.world.ctx.db
  await emptyDirectory(pool)
  await takeList(
    pool,
    ['ada', 'bob', 'cy', 'dan'].map((name, at) => ({
      id: `${at}`,
      row: named(name, { department: at < 2 ? 'Sales' : 'Finance', title: 'vendor' }),
    })),
  )
  ids = await story.ids()
})

const values = async (name: string) =>
  (
    await story.world.get<{ values: Record<string, unknown>; byHand: string[]; archivedAt: string | null }>(
      `/api/people/${ids[name]}`,
    )
  ).body
const digest = () => canonicalDigest(story.world.ctx.db.pool)
const sales = { filter: 'department eq "Sales"' }

describe('an edit of many people', () => {
  it('is a plan first, for everybody whom the list has, and exactly it is applied', async () => {
    const before = await digest()
    const run = await plan({ act: 'edit', people: sales, values: { title: 'Seller', phone: '1' } })
    expect(run).toMatchObject({
      state: 'previewed',
      kind: 'edit',
      integrationId: null,
      ledger: { read: 2, updated: 2, failed: 0 },
    })
    expect(await told(run)).toEqual([
      'ada@muster.test updated Title: vendor → Seller Phone: null → 1',
      'bob@muster.test updated Title: vendor → Seller Phone: null → 1',
    ])
    expect(await digest()).toBe(before)
    expect(await apply(run)).toMatchObject({ state: 'succeeded' })
    expect([(await values('ada')).values.title, (await values('ada')).byHand]).toEqual([
      'Seller',
      ['title', 'phone'],
    ])
    expect((await values('cy')).values.title).toBe('vendor')
  })

  it('takes whoever is named twice once', async () => {
    const run = await plan({ act: 'edit', people: { ids: [ids.ada, ids.ada] }, values: { title: 'Seller' } })
    expect(run.ledger).toMatchObject({ read: 1, updated: 1 })
    expect((await apply(run)).state).toBe('succeeded')
  })

  it('stands among the runs that changed a person', async () => {
    const run = await apply(await plan({ act: 'edit', people: sales, values: { title: 'Seller' } }))
    const of = (who: string, caller: Caller = story.world) =>
      caller.get<{ items: Run[] }>(`/api/runs?personId=${ids[who]}&filter=kind+eq+%22edit%22`)
    expect((await of('ada')).body.items.map(({ id }) => id)).toEqual([run.id])
    expect((await of('cy')).body.items).toEqual([])
    expect((await of('ada', story.world.as('runs:read'))).status).toBe(403)
    const others = story.world.seeing({ filter: { field: 'department', anyOf: ['Finance'] } })
    expect((await of('ada', others)).status).toBe(404)
  })

  it('is taken back as a whole, and the undo of that does it again', async () => {
    const before = await digest()
    const run = await apply(await plan({ act: 'edit', people: sales, values: { title: 'Seller' } }))
    const after = await digest()
    const undone = await undo(run)
    expect([undone.kind, await digest()]).toEqual(['undo', before])
    await undo(undone)
    expect(await digest()).toBe(after)
  })

  it('taken back, leaves alone what was written by hand since', async () => {
    const run = await apply(
      await plan({ act: 'edit', people: sales, values: { title: 'Seller', phone: '1' } }),
    )
    await story.world.patch(`/api/people/${ids.ada}`, { values: { title: 'since', location: 'here' } })
    await undo(run)
    const ada = await values('ada')
    expect([ada.values.title, ada.values.phone, ada.byHand]).toEqual(['since', null, ['title', 'location']])
    expect((await values('bob')).byHand).toEqual([])
  })

  it('gives fields back, and says of whom only the hand changes', async () => {
    await apply(await plan({ act: 'edit', people: sales, values: { title: 'vendor' } }))
    expect((await values('ada')).byHand).toEqual(['title'])
    const back = await plan({ act: 'edit', people: sales, giveBack: ['title'] })
    expect(await told(back)).toEqual(['ada@muster.test updated kept', 'bob@muster.test updated kept'])
    const { body } = await story.world.get<{ items: Outcome[] }>(`/api/runs/${back.id}/outcomes`)
    expect(body.items.map(({ vendorId }) => vendorId)).toEqual([ids.ada, ids.bob])
    await apply(back)
    expect((await values('ada')).byHand).toEqual([])
    const { body: history } = await story.world.get<{ items: Change[] }>(`/api/people/${ids.ada}/changes`)
    const given = { field: 'title', runId: back.id, givenBackTo: expect.anything() }
    expect(history.items[0]).toMatchObject(given)
  })

  it('lets those for whom it does not go fail or be skipped by name while the others go through', async () => {
    await story.world.post(`/api/people/${ids.ada}/archive`)
    const run = await plan({
      act: 'edit',
      people: { ids: [ids.ada, ids.bob, ids.cy, `per_${'0'.repeat(32)}`] },
      values: { title: null, department: 'Sales' },
    })
    expect(await told(run)).toEqual([
      'ada@muster.test skipped archived',
      'bob@muster.test failed filled',
      'cy@muster.test failed filled',
      `per_${'0'.repeat(32)} skipped no_object`,
    ])
    const unique = await plan({
      act: 'edit',
      people: { but: [ids.cy] },
      values: { email: 'one@muster.test' },
    })
    expect((await told(unique)).map((line) => line.split(' ')[1])).toEqual(['updated', 'failed'])
    const { body } = await story.world.get<{ items: Outcome[] }>(`/api/runs/${unique.id}/outcomes`)
    expect(body.items[1]?.problems).toEqual([
      { field: 'Email', message: '"one@muster.test" is also that of bob@muster.test in the same list' },
    ])
  })

  it('archives and restores, and both can be taken back', async () => {
    const before = await digest()
    const archived = await apply(await plan({ act: 'archive', people: sales }))
    expect([archived.archived, (await values('ada')).archivedAt]).toEqual([2, expect.any(String)])
    const restored = await apply(await plan({ act: 'restore', people: { archived: true } }))
    expect([restored.restored, await digest()]).toEqual([2, before])
    await undo(restored)
    expect((await values('ada')).archivedAt).not.toBeNull()
    await apply(await plan({ act: 'restore', people: { archived: true } }))
    const undone = await undo(await apply(await plan({ act: 'archive', people: sales })))
    expect([undone.ledger, undone.restored, await digest()]).toEqual([
      expect.objectContaining({ read: 2, unchanged: 0 }),
      2,
      before,
    ])
  })

  it('leaves restored whom somebody archived and restored again since, and says so', async () => {
    const put = async (act: string) =>
      apply(await plan({ act, people: { ...sales, archived: act === 'restore' } }))
    await put('archive')
    const restored = await put('restore')
    await put('archive')
    await put('restore')
    const run = await undo(restored)
    expect(await told(run)).toEqual([
      'ada@muster.test skipped changed_since',
      'bob@muster.test skipped changed_since',
    ])
    const { body } = await story.world.get<{ items: Outcome[] }>(`/api/runs/${run.id}/outcomes`)
    expect(body.items[0]?.problems).toEqual([{ field: '', message: 'was restored again since' }])
    expect((await values('ada')).archivedAt).toBeNull()
  })

  it('warns of what is unusual: many at once, emptied fields, people who may write', async () => {
    await story.world.ctx.db.pool.query(
      `insert into person (username, email, phone) select 'u' || n, 'u' || n || '@example.com', '1' from generate_series(1, 100) n`,
    )
    await story.world.ctx.db.pool.query(`update person set role = 'editor' where username = 'u1'`)
    const run = await plan({ act: 'edit', people: { filter: 'phone eq "1"' }, values: { phone: null } })
    expect(run.brakes.map(({ brake }) => brake)).toEqual(['mass', 'privileged', 'emptied'])
    expect(run.brakes[0]?.message).toBe(
      '100 of 104 people would be changed at once; more than 50 are unusual.',
    )
    expect(await apply(run)).toMatchObject({ state: 'succeeded', ledger: { updated: 100 } })
    const gone = await plan({ act: 'archive', people: { filter: 'phone empty' } })
    expect(gone.brakes.map(({ brake }) => brake)).toContain('deactivations')
  })

  it('is planned anew when the directory moved, and waits when something else would come out', async () => {
    const [one, other] = [
      await plan({ act: 'edit', people: sales, values: { title: 'Seller' } }),
      await plan({ act: 'edit', people: sales, values: { title: 'Clerk' } }),
    ]
    expect(await apply(one)).toMatchObject({ state: 'succeeded' })
    const again = await apply(other)
    expect(again).toMatchObject({ state: 'previewed', fault: { code: 'run.stale' } })
    expect((await told(again))[0]).toBe('ada@muster.test updated Title: Seller → Clerk')
    expect((await say('apply', other)).status).toBe(409)
    expect((await say('reject', again)).body.state).toBe('rejected')
  })
})

describe('who may edit many', () => {
  const limited = () =>
    story.world.seeing({ filter: { field: 'department', anyOf: ['Sales'] }, hiddenFields: ['phone'] })

  it('edits whom they see, in fields they see, and is told of nobody else', async () => {
    const run = await plan({ act: 'edit', people: {}, values: { title: 'x' } }, limited())
    expect(run.ledger).toMatchObject({ read: 2, updated: 2 })
    const named = await plan({ act: 'archive', people: { ids: [ids.ada, ids.cy] } }, limited())
    expect(await told(named)).toEqual(['ada@muster.test archived', `${ids.cy} skipped no_object`])
    const { status, body } = await limited().post<Refusal>('/api/bulk-edits', {
      act: 'edit',
      people: {},
      values: { phone: '1' },
    })
    expect([status, body.problems?.[0]?.field]).toEqual([422, 'values.phone'])
  })

  it('applies no plan about others', async () => {
    const run = await plan({ act: 'edit', people: {}, values: { title: 'x' } })
    expect((await say('apply', run, limited())).body.code).toBe('not.allowed')
    const hidden = await plan({ act: 'edit', people: sales, values: { phone: '1' } })
    expect((await say('apply', hidden, limited())).body.code).toBe('not.allowed')
    const { status } = await story.world.as('runs:read', 'runs:write').post(`/api/runs/${run.id}/apply`, {
      digest: run.digest,
    })
    expect(status).toBe(403)
  })
})

it('whoever is erased leaves no trace in edits', async () => {
  const run = await apply(await plan({ act: 'edit', people: sales, values: { title: 'Seller' } }))
  // It does not go for the other, who would have the same as she.
  await plan({ act: 'edit', people: sales, values: { email: 'one@muster.test' } })
  const waiting = await plan({ act: 'archive', people: sales })
  expect((await story.world.post(`/api/people/${ids.ada}/erase`, { username: 'ada' })).status).toBe(204)
  const { rows } = await story.world.ctx.db.pool.query(
    `select from outcome o where o::text like '%ada@muster.test%' union all select from staged where label = 'ada@muster.test'`,
  )
  expect(rows).toEqual([])
  const again = await apply(waiting)
  expect(again).toMatchObject({ state: 'previewed', ledger: { read: 2, updated: 1, skipped: 1 } })
  expect((await undo(run)).ledger).toMatchObject({ updated: 1 })
})

it('nor in what was written, unless it still waits to be written of others, too', async () => {
  const [one, both] = [{ ids: [ids.ada] }, sales]
  await apply(await plan({ act: 'edit', people: one, values: { title: 'Applied' } }))
  await plan({ act: 'edit', people: one, values: { title: 'Alone' } })
  await plan({ act: 'edit', people: both, values: { title: 'Both' } })
  await story.world.post(`/api/people/${ids.ada}/erase`, { username: 'ada' })
  const { rows } = await story.world.ctx.db.pool.query(
    'select edit->$1 as values from run where edit is not null order by id',
    ['values'],
  )
  expect(rows.map(({ values }) => values.title)).toEqual([null, null, 'Both'])
})

describe('the undo of an edit, where somebody became part of another since,', () => {
  const both = (): [string, string] => [ids.ada ?? '', ids.bob ?? '']
  const isSo = async (sql: string) =>
    (await story.world.ctx.db.pool.query(`select ${sql}`, [bareId('per', ids.bob ?? '')])).rows[0]?.told

  it('leaves them archived, and says so', async () => {
    const run = await apply(await plan({ act: 'archive', people: { ids: [ids.bob] } }))
    await merge(story.world, both())
    expect(await told(await undo(run))).toEqual(['bob@muster.test skipped merged'])
    expect(await isSo('archived_at is not null as told from person where id = $1')).toBe(true)
  })

  it('leaves what else was written of them theirs', async () => {
    await story.world.patch(`/api/people/${ids.bob}`, { values: { phone: '1' } })
    const run = await apply(await plan({ act: 'edit', people: { ids: [ids.bob] }, values: { title: 'x' } }))
    await merge(story.world, both())
    await undo(run)
    expect(
      await isSo(
        `object_id = $1::uuid and not "row" ? 'title' as told from source_record where vendor_id = $1::uuid::text`,
      ),
    ).toBe(true)
  })

  it('leaves none of it with the other, once they are taken apart', async () => {
    const run = await apply(await plan({ act: 'edit', people: { ids: [ids.bob] }, values: { phone: '1' } }))
    await merge(story.world, both())
    await undo(run)
    await merge(story.world, both(), 'split')
    expect(await values('ada')).toMatchObject({ values: { phone: null }, byHand: [] })
    expect(await values('bob')).toMatchObject({ values: { phone: null }, byHand: [] })
  })
})
