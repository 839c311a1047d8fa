import { describe, expect, it } from 'vitest'
import { applyMerge, merge, planMerge, tellRun, undo } from '../by-hand.ts'
import { canonicalDigest } from '../canonical-digest.ts'
import { named } from '../directory/listed.ts'
import { undo as undoLoad } from '../directory/plans.ts'
import { readPeople } from '../directory/tables.ts'
import { twoPeople } from '../two-people.ts'
import type { Refusal } from '../world.ts'

const story = twoPeople()
const { say, idOf, get, pair } = story

describe('a merge that is taken back', () => {
  it('leaves the directory as it was before', async () => {
    const [ada, other] = await pair()
    await story.world.patch(`/api/people/${other}`, { values: { location: 'Paris' } })
    const before = await readPeople(story.world.ctx.db.pool)
    const digest = await canonicalDigest(story.world.ctx.db.pool)
    await merge(story.world, [other, ada])
    await merge(story.world, [other, ada], 'split')
    expect(await readPeople(story.world.ctx.db.pool)).toEqual(before)
    expect(await canonicalDigest(story.world.ctx.db.pool)).toBe(digest)
    expect((await get(ada)).id).toBe(ada)
    expect((await get(other)).merged).toEqual([])
    expect((await story.world.post(`/api/people/${other}/split`, { personId: ada })).status).toBe(404)
  })

  it('is the undo of its run, and so is making them one again', async () => {
    const [ada, other] = await pair()
    const digest = await canonicalDigest(story.world.ctx.db.pool)
    const merged = await applyMerge(story.world, await planMerge(story.world, [ada, other]))
    const apart = await undo(story.world, merged.id)
    expect(apart).toMatchObject({ kind: 'split', undoes: merged.id, state: 'succeeded' })
    expect(await tellRun(story.world, apart)).toEqual([
      'ada@muster.test updated gives_back Phone: 123 → null',
      'ada.l@muster.test restored apart',
    ])
    expect(await canonicalDigest(story.world.ctx.db.pool)).toBe(digest)
    expect((await story.world.post<Refusal>(`/api/runs/${merged.id}/undo`)).body.code).toBe('run.state')
    expect(await undo(story.world, apart.id)).toMatchObject({ kind: 'merge', undoes: apart.id })
    expect((await get(other)).id).toBe(ada)
    await merge(story.world, [ada, other], 'split')
    expect(await canonicalDigest(story.world.ctx.db.pool)).toBe(digest)
  })

  it('may be older than the runs of merges', async () => {
    const [ada, other] = await pair()
    await merge(story.world, [ada, other])
    await story.world.ctx.db.pool.query('update person_merge set run_id = null')
    expect(await merge(story.world, [ada, other], 'split')).toMatchObject({ undoes: null })
    expect((await get(other)).id).toBe(other)
  })

  it('gives each their own address again that was exchanged since, with a history that has no gap', async () => {
    const [ada, other] = await pair()
    const before = await readPeople(story.world.ctx.db.pool)
    await merge(story.world, [ada, other])
    const row = { first_name: 'Ada', title: 'Countess' }
    await say(story.early, [{ id: 'hr-1', row: named('ada.l', row) }])
    expect((await get(ada)).values).toMatchObject({ username: 'ada.l', email: 'ada.l@muster.test' })
    expect(await gaps()).toEqual([])
    await merge(story.world, [ada, other], 'split')
    expect(await readPeople(story.world.ctx.db.pool)).toEqual(before)
    expect(await gaps()).toEqual([])
  })

  it('leaves what was changed since, and the next loads bring each their own', async () => {
    const [ada, other] = await pair()
    await merge(story.world, [ada, other])
    await say(story.late, [{ id: 'ph-1', row: named('ada.l', { first_name: 'A', phone: '456' }) }])
    await merge(story.world, [ada, other], 'split')
    expect([(await get(ada)).values.phone, (await get(other)).values.phone]).toEqual(['456', '123'])
    await say(story.late, [{ id: 'ph-1', row: named('ada.l', { first_name: 'A', phone: '456' }) }])
    expect((await get(other)).values.phone).toBe('456')
    expect((await get(other)).saasUsers).toMatchObject([{ vendorId: 'ph-1' }])
  })

  it('stays taken back when a load of between is undone: its records are each of their own', async () => {
    const [ada, other] = await pair()
    await merge(story.world, [ada, other])
    const load = await say(story.late, [
      { id: 'ph-1', row: named('ada.l', { first_name: 'A', phone: '456' }) },
    ])
    await merge(story.world, [ada, other], 'split')
    await undoLoad(story.world.ctx.db.pool, load)
    expect((await get(other)).sources).toMatchObject([{ vendorId: 'ph-1' }])
    expect((await get(ada)).sources).toMatchObject([{ vendorId: 'hr-1' }])
  })

  it('is the later one first: whoever became part of somebody comes back with them', async () => {
    const [ada, other] = await pair()
    await say(story.late, [
      { id: 'ph-1', row: named('ada.l', { first_name: 'A', phone: '123' }) },
      { id: 'ph-2', row: named('third') },
    ])
    const third = await idOf('third')
    await merge(story.world, [other, third])
    await merge(story.world, [ada, other])
    expect((await get(third)).id).toBe(ada)
    await merge(story.world, [ada, other], 'split')
    expect((await get(third)).id).toBe(other)
    await merge(story.world, [other, third], 'split')
    expect((await get(third)).id).toBe(third)
  })
})

/** Where history does not lead from what somebody was made as to what they are. */
async function gaps(): Promise<readonly object[]> {
  const { rows } = await story.world.ctx.db.pool.query(`
    with said as (
      select c.id, c.object_id, e.key, e.value as after, null::jsonb as before
        from change c cross join jsonb_each(c.after) e where c.object = 'person' and c.kind = 'created'
       union all
      select id, object_id, field, coalesce(after, 'null'), coalesce(before, 'null') from change
       where object = 'person' and kind = 'updated'
    ), chain as (
      select *, lag(after) over known as was, lead(id) over known is null as is_last
        from said window known as (partition by object_id, key order by id)
    )
    select p.username, chain.key, was, before, after from chain join person p on p.id = object_id
     where (before is not null and before <> coalesce(was, 'null')) or (is_last and after <> to_jsonb(p)->key)`)
  return rows
}
