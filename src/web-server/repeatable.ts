import { createHash } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'
import { AppError, invalid } from '../lib/errors.ts'
import type { Answer, Asked } from './asked.ts'

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
}

const hours = 48
const keyPattern = /^[\x21-\x7e]{1,255}$/

/** What makes a request repeatable: its `Idempotency-Key`. */
export function repeatableOf({ route, ctx, input, key }: Asked): Repeatable | undefined {
  if (key === undefined) return undefined
  if (route.needs === 'anyone') throw wrong('is not taken here, where nobody has to say who asks')
  if (!keyPattern.test(key)) throw wrong('must be 1 to 255 characters of ASCII without spaces')
  const asked = JSON.stringify([route.method, route.path, input])
  return {
    who: ctx.actor.accountId ?? `socket ${ctx.actor.name}`,
    key,
    hash: createHash('sha256').update(asked).digest(),
    status: route.status,
    isKept: !route.isShownOnce,
  }
}

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>

/**
 * The answer that the request was given when it was first sent. Throws `repeat.running` while the first is under way,
 * `repeat.other` when the key was for another request, `repeat.secret` when the answer is shown only once.
 */
export async function earlierAnswer(db: Queryable, request: Repeatable): Promise<Answer | undefined> {
  const { who, key, hash, isKept } = request
  const { rows: locks } = await db.query<{ mine: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 6)) as mine',
    [JSON.stringify([who, key])],
  )
  if (!locks[0]?.mine) throw new AppError('repeat.running')
  const { rows } = await db.query<{ request_hash: Buffer; body: string; tag: string | null }>(
    `select request_hash, body, tag from repeatable
      where who = $1 and key = $2 and made_at > muster_now() - make_interval(hours => $3)`,
    [who, key, hours],
  )
  const [kept] = rows
  if (!kept) return undefined
  if (!kept.request_hash.equals(hash)) throw new AppError('repeat.other')
  if (!isKept) throw new AppError('repeat.secret')
  return { body: kept.body === '' ? undefined : JSON.parse(kept.body), tag: kept.tag ?? undefined }
}

/** Keeps an answer, for when the request is sent again. Drops some that are too old. */
export async function keepAnswer(db: Queryable, request: Repeatable, { body, tag }: Answer): Promise<void> {
  const { who, key, hash, status, isKept } = request
  await db.query(
    `delete from repeatable where (who, key) in (
       select who, key from repeatable where made_at <= muster_now() - make_interval(hours => $1)
        order by made_at limit 100 for update skip locked)`,
    [hours],
  )
  await db.query(
    `insert into repeatable (who, key, request_hash, status, body, tag) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [who, key, hash, status, isKept && body !== undefined ? JSON.stringify(body) : '', tag ?? null],
  )
}

const wrong = (message: string) => invalid([{ field: 'Idempotency-Key', message }])
