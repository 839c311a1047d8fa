import type { PoolClient } from 'pg'
import { withConnection } from '../../src/db/transaction.ts'
import { withinTransaction } from '../../src/db/within-transaction.ts'
import { readHead, recordAct, verifyActivity } from '../../src/features/activity/actions.ts'
import type { Ctx } from '../../src/kit/ctx.ts'
import type { Dice } from './dice.ts'

/** The ways in which somebody who may write to the database can try to change what was done. */
export const tamperings = ['edit', 'delete', 'swap', 'insert', 'downgrade', 'cut', 'cut-to-signed'] as const
type Tampering = (typeof tamperings)[number]

const columns = [
  'at',
  'way',
  'who',
  'act',
  'thing',
  'changes',
  'digest',
  'address',
  'agent',
  'request',
] as const
const saved = 20

/** Adds so many acts, one after the other, and lets them be tampered with; each time all is as before. */
export async function openChainStage(ctx: Ctx, acts: number) {
  const heads: Head[] = []
  const begin = performance.now()
  for (let at = 1; at <= acts; at++) {
    await recordAct(ctx, {
      act: 'sample.made',
      thing: { id: `smp_${at}`, name: 'Sample' },
      changes: { at: [at - 1, at] },
    })
    if (at % Math.floor(acts / saved) === 0) heads.push(await readSigned(ctx))
  }
  const act_ms = Number(((performance.now() - begin) / acts).toFixed(2))
  const anchor = await readHead(ctx)
  const verified = performance.now()
  const whole = await verifyActivity(ctx, [anchor])
  const verify_ms = Math.round(performance.now() - verified)
  const tamper = (how: Tampering, dice: Dice) =>
    undone(ctx, async (client) => {
      const expected = await tampers[how]({ client, dice, acts, heads })
      const db = withinTransaction(client, ctx.db)
      const { bad } = await verifyActivity({ ...ctx, db }, [anchor])
      return { expected, found: bad?.number ?? null }
    })
  const isWhole = async () => whole.bad === null && (await verifyActivity(ctx, [anchor])).bad === null
  return { costs: { act_ms, verify_ms }, tamper, isWhole }
}

/** In a transaction in which no trigger holds, and of which nothing stays. */
const undone = <T>({ db }: Ctx, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  withConnection(db.pool, async (client) => {
    await client.query('begin; set local session_replication_role = replica')
    const result = await work(client)
    await client.query('rollback')
    return result
  })

interface Head {
  readonly number: number
  readonly mac: Buffer
  readonly signature: Buffer
}

async function readSigned({ db }: Ctx): Promise<Head> {
  const { rows } = await db.pool.query<Head>('select number, mac, signature from act_head')
  const [head] = rows
  if (!head) throw new Error('the chain has no head')
  return head
}

interface Scene {
  readonly client: PoolClient
  readonly dice: Dice
  readonly acts: number
  /** Heads that somebody saved when they were signed. */
  readonly heads: readonly Head[]
}

/** Each answers the first act that is wrong then. */
const tampers: Readonly<Record<Tampering, (scene: Scene) => Promise<number>>> = {
  edit: async ({ client, dice, acts }) => {
    const at = 1 + dice.whole(acts)
    const column = dice.pick(columns)
    const other = column === 'at' ? `at + interval '1 microsecond'` : `coalesce(${column}, '') || 'x'`
    await client.query(`update act set ${column} = ${other} where number = $1`, [at])
    return at
  },
  delete: async ({ client, dice, acts }) => {
    const at = 1 + dice.whole(acts)
    await client.query('delete from act where number = $1', [at])
    return at
  },
  swap: async ({ client, dice, acts }) => {
    const at = 1 + dice.whole(acts - 1)
    const other = at + 1 + dice.whole(acts - at)
    for (const [from, to] of [
      [at, -1],
      [other, at],
      [-1, other],
    ])
      await client.query('update act set number = $2 where number = $1', [from, to])
    return at
  },
  insert: async ({ client, dice, acts }) => {
    const at = 1 + dice.whole(acts)
    await client.query('update act set number = -number - 1 where number >= $1', [at])
    await client.query('update act set number = -number where number < 0')
    await client.query(
      `insert into act select $1, epoch, at, way, who_id, who, act, noun, thing_id, thing, changes, digest, tag,
                              address, agent, request, mac from act where number = $2`,
      [at, at + 1],
    )
    await client.query('update act_head set number = number + 1')
    // The copy is what stood there before, so what is wrong begins after it.
    return at + 1
  },
  downgrade: async ({ client, dice, acts }) => {
    const at = 1 + dice.whole(acts)
    await client.query('update act set epoch = 0 where number = $1', [at])
    return at
  },
  cut: async ({ client, dice, acts }) => {
    const from = 1 + dice.whole(acts)
    await client.query('delete from act where number >= $1', [from])
    await client.query(
      "update act_head set number = $1, mac = coalesce((select mac from act where number = $1), '')",
      [from - 1],
    )
    return from
  },
  'cut-to-signed': async ({ client, dice, heads }) => {
    const [first, ...rest] = heads.slice(0, -1)
    if (!first) throw new Error('no head was saved')
    const { number, mac, signature } = dice.pick([first, ...rest])
    await client.query('delete from act where number > $1', [number])
    await client.query('update act_head set number = $1, mac = $2, signature = $3', [number, mac, signature])
    return number + 1
  },
}
