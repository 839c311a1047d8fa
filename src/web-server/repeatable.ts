import { createHash } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'
import { AppError, invalid } from '../lib/errors.ts'
import type { Answer, Asked } from './asked.ts'
import { keyPattern } from './asked-headers.ts'

/** A request that can be sent again, to be done once. */
export interface Repeatable {
  /** Whose key it is: two people may think of the same. */
  readonly who: string
  readonly key: string
  /** Of everything it asks for. */
  readonly hash: Buffer
  readonly status: number
  /** Whether its answer may be kept; one with a secret may not. */
  readonly isKept: boolean
  /** Tells this attempt at it from others. */
  readonly claim: string
}

const hours = 48
const claimSeconds = 30
const renewEvery = 10_000
const comeAgain = { seconds: 2 }
const isKey = new RegExp(keyPattern)

/** What makes a request repeatable: its `Idempotency-Key`. */
export function repeatableOf({ route, ctx, input, key }: Asked): Repeatable | undefined {
  if (key === undefined) return undefined
  if (route.needs === 'anyone') throw wrong('is not taken here, where nobody has to say who asks')
  if (!isKey.test(key)) throw wrong('must be 1 to 255 characters of ASCII without spaces')
  const asked = JSON.stringify([route.method, route.path, input])
  return {
    who: ctx.actor.accountId ?? `socket ${ctx.actor.name}`,
    key,
    hash: createHash('sha256').update(asked).digest(),
    status: route.status,
    isKept: !route.isShownOnce,
    claim: crypto.randomUUID(),
  }
}

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>

/**
 * Claims a request, to do it now; or the answer that it was given when it was first sent. Throws `repeat.running` while the
 * first is under way, `repeat.other` when the key was for another request, `repeat.secret` when the answer is shown only once.
 */
export async function claimOrAnswer(db: Queryable, request: Repeatable): Promise<Answer | undefined> {
  const { who, key } = request
  // One that is written in a transaction is seen by this lock alone until it is committed.
  const { rows: locks } = await db.query<{ mine: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 6)) as mine',
    [JSON.stringify([who, key])],
  )
  if (!locks[0]?.mine) throw running()
  return (await claim(db, request)) ? undefined : earlierAnswer(db, request)
}

/** Whether nobody has it: neither is it done, nor under way by somebody who lives. */
async function claim(db: Queryable, { who, key, hash, status, claim }: Repeatable): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into repeatable as r (who, key, request_hash, status, claim, claimed_until)
     values ($1, $2, $3, $4, $5, muster_now() + make_interval(secs => $6))
     on conflict (who, key) do update set request_hash = $3, status = $4, claim = $5, body = null, tag = null,
            claimed_until = excluded.claimed_until, made_at = muster_now()
      where r.made_at <= muster_now() - make_interval(hours => $7) or r.claimed_until <= muster_now()`,
    [who, key, hash, status, claim, claimSeconds, hours],
  )
  return rowCount === 1
}

async function earlierAnswer(db: Queryable, { who, key, hash, isKept }: Repeatable): Promise<Answer> {
  const { rows } = await db.query<{ request_hash: Buffer; body: string | null; tag: string | null }>(
    'select request_hash, body, tag from repeatable where who = $1 and key = $2',
    [who, key],
  )
  const [kept] = rows
  // One that has failed since is gone.
  if (!kept) throw running()
  if (!kept.request_hash.equals(hash)) throw new AppError('repeat.other')
  if (kept.body === null) throw running()
  if (!isKept) throw new AppError('repeat.secret')
  return {
    body: kept.body === '' ? undefined : JSON.parse(kept.body),
    tag: kept.tag ?? undefined,
    isRepeated: true,
  }
}

/**
 * Does the work of a request that was claimed where everybody sees it. The claim is renewed meanwhile: it outlives a
 * process that dies by half a minute of the database's clock. What fails gives it back, to be mended and sent again.
 */
export async function whileClaimed<T>(db: Pool, request: Repeatable, work: () => Promise<T>): Promise<T> {
  const renewing = setInterval(() => void renew(db, request).catch(() => undefined), renewEvery)
  try {
    return await work()
  } catch (error) {
    await release(db, request).catch(() => undefined)
    throw error
  } finally {
    clearInterval(renewing)
  }
}

async function renew(db: Pool, { who, key, claim }: Repeatable): Promise<void> {
  await db.query(
    `update repeatable set claimed_until = muster_now() + make_interval(secs => $4)
      where who = $1 and key = $2 and claim = $3 and body is null`,
    [who, key, claim, claimSeconds],
  )
}

async function release(db: Pool, { who, key, claim }: Repeatable): Promise<void> {
  await db.query('delete from repeatable where who = $1 and key = $2 and claim = $3 and body is null', [
    who,
    key,
    claim,
  ])
}

/**
 * Keeps an answer, for when the request is sent again. Throws `repeat.running` when the claim was lost meanwhile: then what
 * was written with it is to be taken back. Drops some that are too old.
 */
export async function keepAnswer(db: Queryable, request: Repeatable, { body, tag }: Answer): Promise<void> {
  const { who, key, isKept, claim } = request
  await db.query(
    `delete from repeatable where (who, key) in (
       select who, key from repeatable where made_at <= muster_now() - make_interval(hours => $1)
        order by made_at limit 100 for update skip locked)`,
    [hours],
  )
  const { rowCount } = await db.query(
    'update repeatable set body = $4, tag = $5, claimed_until = null where who = $1 and key = $2 and claim = $3',
    [who, key, claim, isKept && body !== undefined ? JSON.stringify(body) : '', tag ?? null],
  )
  if (rowCount !== 1) throw running()
}

const running = () => new AppError('repeat.running', undefined, comeAgain)
const wrong = (message: string) => invalid([{ field: 'Idempotency-Key', message }])
