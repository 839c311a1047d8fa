import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { newWorld, type World } from '../../test/world.ts'
import type { Ctx } from '../kit/ctx.ts'
import { defineRoute, nothing, type Route } from '../kit/route.ts'
import { AppError } from '../lib/errors.ts'
import { entranceOf } from './entrance.ts'
import { openHttp } from './http.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.ctx.db.pool.query('create table mark (name text primary key)')
})
afterAll(() => world.close())
beforeEach(() => world.ctx.db.pool.query('truncate mark'))

const marks = async () =>
  (await world.ctx.db.pool.query<{ name: string }>('select name from mark order by name')).rows.map(
    ({ name }) => name,
  )

/** A route that marks something by the pool, then by Kysely, then does what the test wants. */
const marking = (then: (ctx: Ctx) => Promise<unknown>, more: Partial<Route> = {}): Route => ({
  ...defineRoute({
    method: 'post',
    path: '/api/marks',
    summary: 'Marks',
    needs: 'people:read',
    output: z.unknown(),
    act: 'mark.made',
    run: async (ctx) => {
      await ctx.db.pool.query(`insert into mark values ('pool')`)
      await sql`insert into mark values ('kysely')`.execute(ctx.db.kysely)
      return then(ctx)
    },
  }),
  ...more,
})

async function ask(
  route: Route,
  headers: Record<string, string> = {},
  payload = {},
  actor = world.ctx.actor,
) {
  const app = openHttp({ parts: world.ctx, routes: [route], entrance: entranceOf(actor) })
  const answer = await app.inject({ method: 'POST', url: '/api/marks', payload, headers })
  await app.close()
  const { statusCode: status, body } = answer
  const { code } = body.startsWith('{') ? JSON.parse(body) : {}
  return { status, code, body, isReplayed: answer.headers['idempotent-replayed'] === 'true' }
}

const refuse = async () => {
  throw new AppError('conflict')
}

describe('a request that writes', () => {
  it('is written whole, and nobody sees it before', async () => {
    const seenMeanwhile: string[][] = []
    const { status } = await ask(marking(async () => seenMeanwhile.push(await marks())))
    expect([status, seenMeanwhile, await marks()]).toEqual([200, [[]], ['kysely', 'pool']])
  })

  it('leaves nothing behind when it is refused in the middle', async () => {
    expect(await ask(marking(refuse))).toMatchObject({ status: 409, code: 'conflict' })
    expect(await marks()).toEqual([])
  })

  it('leaves nothing behind when its answer is not what it declares', async () => {
    expect(await ask(marking(async () => 'something', { output: nothing }))).toMatchObject({ status: 500 })
    expect(await marks()).toEqual([])
  })

  it('wakes nobody who listens before it is committed', async () => {
    const listener = await world.ctx.db.pool.connect()
    const heard: unknown[] = []
    listener.on('notification', ({ payload }) => heard.push(payload))
    await listener.query('listen marks')
    await ask(
      marking(async (ctx) => {
        await ctx.db.pool.query(`notify marks, 'early'`)
        await listener.query('select 1')
        expect(heard).toEqual([])
      }),
    )
    await listener.query('select 1')
    listener.release(true)
    expect(heard).toEqual(['early'])
  })

  it('waits two seconds at most for what somebody else is writing', async () => {
    const other = await world.ctx.db.pool.connect()
    await other.query(`begin; insert into mark values ('pool')`)
    const answer = await ask(marking(async () => null))
    await other.query('rollback')
    other.release()
    expect(answer).toMatchObject({ status: 409, code: 'database.locked' })
  })
})

describe('a request that asks somebody outside', () => {
  const mark = (name: string) => (ctx: Ctx) => ctx.db.pool.query(`insert into mark values ('${name}')`)
  const found = { callsOut: true, ask: mark('asked') }

  it('holds no transaction meanwhile, and is written whole afterwards', async () => {
    const seenMeanwhile: string[][] = []
    const { status } = await ask(marking(async () => seenMeanwhile.push(await marks()), found))
    expect([status, seenMeanwhile, await marks()]).toEqual([200, [['asked']], ['asked', 'kysely', 'pool']])
  })

  it('writes nothing when it is refused in the middle, but for what it asked with', async () => {
    expect(await ask(marking(refuse, found))).toMatchObject({ status: 409 })
    expect(await marks()).toEqual(['asked'])
  })

  it('tells somebody outside once all is written, with its act, and nobody when it is not', async () => {
    const told: (readonly string[])[] = []
    const tell = async () => {
      const { body } = await world.get<{ items: { act: string }[] }>('/api/activity?act=mark.made&limit=1')
      told.push([...(await marks()), body.items[0]?.act ?? 'no act'])
      return 'told'
    }
    const more = { callsOut: true, tell }
    expect(await ask(marking(refuse, more))).toMatchObject({ status: 409 })
    expect(await ask(marking(async () => 'done', more))).toMatchObject({ status: 200, body: 'told' })
    expect(told).toEqual([['kysely', 'pool', 'mark.made']])
  })
})

describe('a request with an Idempotency-Key', () => {
  const counting = (more: Partial<Route> = {}) => {
    let done = 0
    const route: Route = {
      ...defineRoute({
        method: 'post',
        path: '/api/marks',
        summary: 'Counts',
        needs: 'people:read',
        input: z.object({ name: z.string().optional() }),
        output: z.object({ done: z.number() }),
        act: 'mark.made',
        run: async () => ({ done: ++done }),
      }),
      ...more,
    }
    return { route, count: () => done }
  }
  let key = ''
  let again: Record<string, string> = {}
  beforeEach(() => {
    key = crypto.randomUUID()
    again = { 'idempotency-key': key }
  })

  it('is done once, and answered the same again, which the answer says', async () => {
    const { route, count } = counting()
    const first = await ask(route, again)
    const second = await ask(route, again)
    expect([first.isReplayed, second.isReplayed, count()]).toEqual([false, true, 1])
    expect([second.status, second.body]).toEqual([200, first.body])
  })

  it('is done by each who has the same key', async () => {
    const { route, count } = counting()
    await ask(route, again)
    await ask(route, again, {}, { ...world.ctx.actor, name: 'another' })
    expect(count()).toBe(2)
  })

  it('is refused with another body than before', async () => {
    const { route, count } = counting()
    await ask(route, again, { name: 'a' })
    expect(await ask(route, again, { name: 'b' })).toMatchObject({ status: 422, code: 'repeat.other' })
    expect(count()).toBe(1)
  })

  it('is refused while the first is under way, and done once however many come', async () => {
    const { route, count } = counting()
    let seen: unknown
    const slow = {
      ...route,
      run: async () => {
        seen = await ask(route, again)
        return { done: 0 }
      },
    }
    expect(await ask(slow, again)).toMatchObject({ status: 200 })
    expect([seen, count()]).toMatchObject([{ status: 409, code: 'repeat.running' }, 0])
  })

  it('that was refused leaves the key free: it may be mended and sent again', async () => {
    expect(await ask(marking(refuse), again)).toMatchObject({ status: 409 })
    expect(await ask(counting().route, again)).toMatchObject({ status: 200, isReplayed: false })
  })

  it('is done again after 48 hours', async () => {
    const { route, count } = counting()
    await ask(route, again)
    await world.ctx.db.pool.query(`update repeatable set made_at = made_at - interval '49 hours'`)
    expect(await ask(route, again)).toMatchObject({ isReplayed: false })
    expect(count()).toBe(2)
    const { rows } = await world.ctx.db.pool.query('select count(*) from repeatable where key = $1', [key])
    expect(rows).toEqual([{ count: 1 }])
  })

  it('is not answered a secret twice, nor is that kept', async () => {
    const { route, count } = counting({ isShownOnce: true })
    await ask(route, again)
    expect(await ask(route, again)).toMatchObject({ status: 409, code: 'repeat.secret' })
    expect(count()).toBe(1)
    const { rows } = await world.ctx.db.pool.query('select body from repeatable where key = $1', [key])
    expect(rows).toEqual([{ body: '' }])
  })

  it.each(['', 'ä', 'x y', 'x'.repeat(256)])('is refused with a key that is none: %j', async (wrong) => {
    expect(await ask(counting().route, { 'idempotency-key': wrong })).toMatchObject({ status: 422 })
  })
})
