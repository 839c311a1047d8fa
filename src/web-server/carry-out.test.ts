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
    run: async (ctx) => {
      await ctx.db.pool.query(`insert into mark values ('pool')`)
      await sql`insert into mark values ('kysely')`.execute(ctx.db.kysely)
      return then(ctx)
    },
  }),
  ...more,
})

async function ask(route: Route) {
  const app = openHttp({ parts: world.ctx, routes: [route], entrance: entranceOf(world.ctx.actor) })
  const { statusCode, body } = await app.inject({ method: 'POST', url: '/api/marks', payload: {} })
  await app.close()
  return { status: statusCode, code: body.startsWith('{') ? JSON.parse(body).code : undefined }
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

it('a request that asks somebody outside holds no transaction meanwhile: what it wrote stays', async () => {
  expect(await ask(marking(refuse, { callsOut: true }))).toMatchObject({ status: 409 })
  expect(await marks()).toEqual(['kysely', 'pool'])
})
