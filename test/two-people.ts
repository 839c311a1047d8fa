import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { z } from 'zod'
import type { PersonDetailAnswer } from '../src/features/people/schema.ts'
import { publicId } from '../src/lib/ids.ts'
import type { JsonObject } from '../src/lib/value.ts'
import { named, planhat } from './directory/listed.ts'
import { type Planned, takeList } from './directory/plans.ts'
import { emptyDirectory, newSource } from './directory/tables.ts'
import { newWorld, type World } from './world.ts'

type Person = z.output<typeof PersonDetailAnswer>

/** Two people who are one, each of a source of their own; the later one loads SaaS users, too. */
export interface TwoPeople {
  readonly world: World
  readonly early: string
  readonly late: string
  /** Loads what a source says by now. */
  say(source: string, records: readonly { readonly id: string; readonly row: JsonObject }[]): Promise<Planned>
  idOf(username: string): Promise<string>
  get(id: string): Promise<Person>
  /** The ids of `ada` and `ada.l`. */
  pair(): Promise<readonly [string, string]>
}

/** A Muster that knows just these two before each test. */
export function twoPeople(): TwoPeople {
  let world: World
  let early = ''
  let late = ''
  beforeAll(async () => {
    world = await newWorld()
  })
  afterAll(() => world.close())
  beforeEach(async () => {
    const { pool } = world.ctx.db
    await emptyDirectory(pool)
    await pool.query(`truncate person_merge; update field set sources = '{}'`)
    early = await newSource(pool, 1)
    late = await newSource(pool, 2)
    await say(early, [{ id: 'hr-1', row: named('ada', { first_name: 'Ada', title: 'Countess' }) }])
    await say(late, [{ id: 'ph-1', row: named('ada.l', { first_name: 'A', phone: '123' }) }])
  })
  const say: TwoPeople['say'] = (source, records) =>
    takeList(world.ctx.db.pool, records, { source, application: source === late ? planhat : null })
  const idOf = async (username: string) => {
    const { rows } = await world.ctx.db.pool.query('select id from person where username = $1', [username])
    return publicId('per', rows[0]?.id)
  }
  return {
    get world() {
      return world
    },
    get early() {
      return early
    },
    get late() {
      return late
    },
    say,
    idOf,
    get: async (id) => (await world.get<Person>(`/api/people/${id}`)).body,
    pair: async () => [await idOf('ada'), await idOf('ada.l')],
  }
}
