import type { ClientBase, Pool } from 'pg'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

/** Whether a browser signed in to this account before. */
export async function isKnownBrowser(db: Db, hash: Buffer, email: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update known_browser d set used_at = muster_now() from account a
      where d.hash = $1 and a.id = d.account_id and a.email_key = lower($2)`,
    [hash, email],
  )
  return rowCount === 1
}

/** A browser that signed in: from now on, whoever guesses elsewhere does not keep it out. */
export async function rememberBrowser(db: Db, hash: Buffer, accountId: string): Promise<void> {
  await db.query('insert into known_browser (hash, account_id) values ($1, $2)', [hash, accountId])
}

/** Ten are free, then each has to wait for the one before: a second, two, four … a quarter of an hour. */
const slowing = `case when failures < 10 then interval '0' else least(power(2, least(failures - 10, 12)), 900) * interval '1 second' end`

/** Counts a try under a key before it is known how it ends, so that many at once are many. Seconds to wait, or undefined. */
export async function tryUnder(db: Db, key: string): Promise<number | undefined> {
  const { rowCount } = await db.query(
    `insert into attempt as a (key, failures) values ($1, 1)
     on conflict (key) do update set last_at = muster_now(),
       failures = case when a.last_at < muster_now() - interval '1 day' then 1 else a.failures + 1 end
      where a.last_at + ${slowing.replaceAll('failures', 'a.failures')} <= muster_now()`,
    [key],
  )
  return rowCount === 1 ? undefined : secondsLeft(db, `last_at + ${slowing}`, key)
}

/** The same for an address: a hundred failures an hour. */
export async function tryFrom(db: Db, key: string): Promise<number | undefined> {
  const isNew = `a.since < muster_now() - interval '1 hour'`
  const { rowCount } = await db.query(
    `insert into attempt as a (key, failures) values ($1, 1)
     on conflict (key) do update set last_at = muster_now(),
       failures = case when ${isNew} then 1 else a.failures + 1 end,
       since = case when ${isNew} then muster_now() else a.since end
      where ${isNew} or a.failures < 100`,
    [key],
  )
  return rowCount === 1 ? undefined : secondsLeft(db, `since + interval '1 hour'`, key)
}

async function secondsLeft(db: Db, until: string, key: string): Promise<number> {
  const { rows } = await db.query<{ seconds: number }>(
    `select greatest(1, ceil(extract(epoch from ${until} - muster_now())))::int as seconds from attempt where key = $1`,
    [key],
  )
  return rows[0]?.seconds ?? 1
}

/** Under which keys a try was counted. */
export interface Tried {
  /** Of an account or a known browser. */
  readonly whole: string
  /** Of an address. */
  readonly one: string | undefined
}

/** Takes back what was counted for a try that was right: all of an account's or a known browser's, one of an address's. */
export async function forgive(db: Db, { whole, one }: Tried): Promise<void> {
  await db.query('delete from attempt where key = $1', [whole])
  if (one) await db.query('update attempt set failures = greatest(failures - 1, 0) where key = $1', [one])
}
