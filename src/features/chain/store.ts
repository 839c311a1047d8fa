import type { ClientBase, Pool } from 'pg'

/** An act as it is kept. */
export interface ActRow {
  readonly number: number
  readonly epoch: number
  /** As text: a `Date` has no microseconds, and the MAC is of them, too. */
  readonly at: string
  readonly way: string
  readonly who_id: string | null
  readonly who: string
  readonly act: string
  readonly noun: string | null
  readonly thing_id: string | null
  readonly thing: string | null
  readonly changes: string | null
  readonly digest: string | null
  readonly tag: string | null
  readonly address: string | null
  readonly agent: string | null
  readonly request: string | null
  readonly mac: Buffer
}

/** What of an act is told by whoever did it, in the order in which its MAC is of it: a new one goes to the end. */
export const factColumns = [
  'way',
  'who_id',
  'who',
  'act',
  'noun',
  'thing_id',
  'thing',
  'changes',
  'digest',
  'tag',
  'address',
  'agent',
  'request',
] as const satisfies readonly (keyof ActRow)[]

/** An act, but for its place in the chain. */
export type ActFacts = Pick<ActRow, (typeof factColumns)[number]>

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>

const timeText = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`
const facts = factColumns.join(', ')
/** SQL: an act. */
export const actColumns = `number, epoch, to_char(at at time zone 'UTC', ${timeText}) as at, ${facts}, mac`

/** The last act of the chain, and what time it is. */
export interface Head {
  readonly number: number
  readonly mac: Buffer
  readonly now: string
}

/** The head of the chain, which nobody else can lengthen until the transaction ends. */
export async function lockHead(client: Queryable): Promise<Head> {
  const { rows } = await client.query<Head>(
    `select number, mac, to_char(muster_now() at time zone 'UTC', ${timeText}) as now from act_head for update`,
  )
  const [head] = rows
  if (!head) throw new Error('The head of the acts is gone')
  return head
}

/** Adds an act, and makes it the head. */
export async function insertAct(client: Queryable, row: ActRow, signature: Buffer): Promise<void> {
  const { number, epoch, at, mac } = row
  await client.query(
    `with head as (update act_head set number = $1, mac = $4, signature = $5)
     insert into act (number, epoch, at, mac, ${facts})
     values ($1, $2, $3::timestamptz, $4, ${factColumns.map((_, at) => `$${at + 6}`).join(', ')})`,
    [number, epoch, at, mac, signature, ...factColumns.map((column) => row[column])],
  )
}

/** Acts in the order of the chain, after a number. */
export async function readChain(
  db: Queryable,
  { after, through, limit }: { readonly after: number; readonly through: number; readonly limit: number },
): Promise<ActRow[]> {
  const { rows } = await db.query<ActRow>(
    `select ${actColumns} from act where number > $1 and number <= $2 order by number limit $3`,
    [after, through, limit],
  )
  return rows
}

/** An end of the chain, signed; a head without acts is not. */
export interface End {
  readonly number: number
  readonly mac: Buffer
  readonly signature: Buffer | null
}

/** Both ends of the chain as they are signed, and the highest number that there is. */
export interface Ends {
  readonly head: End | null
  readonly stub: End | null
  readonly last: number | null
}

/** Reads the ends in one look, so that acts added meanwhile do not matter. */
export async function readEnds(db: Queryable): Promise<Ends> {
  const { rows } = await db.query<Record<string, Buffer | number | null>>(
    `select h.number as head_number, h.mac as head_mac, h.signature as head_signature,
            s.number as stub_number, s.mac as stub_mac, s.signature as stub_signature,
            (select max(number) from act) as last
       from (select 1) one left join act_head h on true left join act_stub s on true`,
  )
  const row = rows[0] ?? {}
  const end = (which: string) =>
    row[`${which}_number`] === null
      ? null
      : // The columns of an end have these types.
        ({
          number: row[`${which}_number`],
          mac: row[`${which}_mac`],
          signature: row[`${which}_signature`],
        } as End)
  return { head: end('head'), stub: end('stub'), last: row.last as number | null }
}

const endsLock = 4_711_008

/** Keeps acts from being dropped until the transaction ends; alone, for whoever drops them. */
export async function holdEnds(db: Queryable, how?: 'alone'): Promise<void> {
  await db.query(`select pg_advisory_xact_lock${how === 'alone' ? '' : '_shared'}($1)`, [endsLock])
}

/** The last act that is older than this. */
export async function findLastOld(
  db: Queryable,
  age: string,
): Promise<Pick<ActRow, 'number' | 'mac'> | undefined> {
  const { rows } = await db.query<Pick<ActRow, 'number' | 'mac'>>(
    `select number, mac from act where at < muster_now() - $1::interval order by number desc limit 1`,
    [age],
  )
  return rows[0]
}

/** Drops acts up to one, of which the number and MAC stay. */
export async function dropActs(
  client: Queryable,
  { number, mac }: Pick<ActRow, 'number' | 'mac'>,
  signature: Buffer,
): Promise<void> {
  await client.query(`set local muster.drops_acts = 'on'`)
  await client.query('delete from act where number <= $1', [number])
  await client.query('delete from act_stub')
  await client.query('insert into act_stub (number, mac, signature) values ($1, $2, $3)', [
    number,
    mac,
    signature,
  ])
}
