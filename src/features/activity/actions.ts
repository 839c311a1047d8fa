import type { ClientBase, Pool } from 'pg'
import { inTransaction } from '../../db/transaction.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { readAll } from '../../kit/list/read-all.ts'
import {
  type Anchor,
  type Bad,
  badHead,
  badLink,
  badStub,
  chained,
  endText,
  type Link,
  type Trust,
} from '../chain/rules.ts'
import {
  type ActRow,
  dropActs,
  type Ends,
  findLastOld,
  holdEnds,
  insertAct,
  lockHead,
  readChain,
  readEnds,
} from '../chain/store.ts'
import { type Act, factsOf, sentence } from './rules.ts'
import { type ActWish, actList, listSince, type Seen } from './store.ts'

/** The key that acts are vouched for with now. An act of a lower epoch never follows one of a higher. */
const epoch = 1
const purpose = (of: number) => `activity/${of}`

type Noting = Pick<Ctx, 'actor' | 'visit' | 'vault'>

/**
 * Adds what somebody did to the chain of acts, as part of the transaction in which it is done: without the act, it was
 * not done. To be the last thing that the transaction locks, for whoever adds an act next waits until it ends.
 */
export async function noteAct(client: Pick<ClientBase, 'query'>, ctx: Noting, act: Act): Promise<void> {
  const { vault, actor, visit } = ctx
  const head = await lockHead(client)
  const row = { ...factsOf(actor, visit, act), number: head.number + 1, epoch, at: head.now }
  const mac = vault.mac(purpose(epoch), chained(head.mac, row))
  const signature = vault.mac(purpose(epoch), endText('head', row.number, mac))
  await insertAct(client, { ...row, mac }, signature)
}

/** Adds an act in a transaction of its own, or in that of the request. */
export const recordAct = (ctx: Noting & Pick<Ctx, 'db'>, act: Act): Promise<void> =>
  inTransaction(ctx.db.pool, (client) => noteAct(client, ctx, act))

/** What was done to a thing since somebody saw it, in words; empty where no act tells how it came to be as it is now. */
export async function tellSince(ctx: Ctx, seen: Seen, now: string): Promise<string> {
  const acts = await listSince(ctx.db.pool, seen)
  return acts.at(-1)?.tag === now ? acts.map(sentence).join(' ') : ''
}

/** Every act that is wanted, the newest first, read piece by piece as it is sent. */
export const exportActivity = (ctx: Ctx, wish: ActWish): AsyncIterable<ActRow> =>
  readAll(ctx.db, actList(wish))

/** The last act, to be written down elsewhere. */
export async function readHead(ctx: Pick<Ctx, 'db'>): Promise<Anchor> {
  const { head } = await readEnds(ctx.db.pool)
  return { number: head?.number ?? 0, mac: head?.mac.toString('hex') ?? '' }
}

/** Whether acts are as they were written, and if not, the first that is not. */
export interface Verification {
  readonly from: number
  readonly through: number
  readonly bad: Bad | null
}

/**
 * Reads the whole chain, and compares it with its MACs, its signed ends and with what was anchored elsewhere.
 * To be called in a transaction: nothing is dropped meanwhile.
 */
export async function verifyActivity(
  ctx: Pick<Ctx, 'db' | 'vault'>,
  anchors: readonly Anchor[],
): Promise<Verification> {
  const { pool } = ctx.db
  await holdEnds(pool)
  const ends = await readEnds(pool)
  const trust = { epoch, anchors, macOf: (of: number, text: string) => ctx.vault.mac(purpose(of), text) }
  const bad = badStub(ends, trust) ?? (await badAct(pool, ends, trust)) ?? badHead(ends, trust)
  const through = Math.max(ends.head?.number ?? 0, ends.last ?? 0)
  return { from: (ends.stub?.number ?? 0) + 1, through, bad: bad ?? null }
}

const piece = 2000

async function badAct(pool: Pool, { stub, last }: Ends, trust: Trust): Promise<Bad | undefined> {
  let before: Link = stub ? { ...stub, epoch: 1 } : { number: 0, mac: Buffer.alloc(0), epoch: 1 }
  while (before.number < (last ?? 0)) {
    const rows = await readChain(pool, { after: before.number, through: last ?? 0, limit: piece })
    for (const row of rows) {
      const bad = badLink(row, before, trust)
      if (bad) return bad
      before = row
    }
  }
  return undefined
}

/**
 * Drops acts that are older than two years. What is left of them is the number and MAC of the last one, signed, and an
 * act that says so.
 */
export const dropOldActs = (ctx: Noting & Pick<Ctx, 'db'>): Promise<void> =>
  inTransaction(ctx.db.pool, async (client) => {
    await holdEnds(client, 'alone')
    const last = await findLastOld(client, longestKept)
    if (!last) return
    await dropActs(client, last, ctx.vault.mac(purpose(epoch), endText('stub', last.number, last.mac)))
    await noteAct(client, ctx, { act: 'activity.dropped', changes: { through: [null, last.number] } })
  })

const longestKept = '2 years'
