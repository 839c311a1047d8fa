import type { Pool } from 'pg'
import { token } from './vendor.ts'

const columns = {
  userId: 'text primary key',
  email: 'text',
  firstName: 'text',
  lastName: 'text',
  nickname: 'text',
  isAdmin: 'boolean',
  isDeveloper: 'boolean',
  isInactive: 'boolean',
  creationDate: 'timestamptz',
  timeZoneOffset: 'numeric',
  type: 'text',
  version: 'integer',
  syncTime: 'timestamptz',
} as const

type Row = Record<keyof typeof columns, unknown>

const written = Object.keys(columns).filter((name) => name !== 'userId')
const compared = written.filter((name) => name !== 'syncTime')
const quoted = (names: readonly string[], prefix: string) =>
  names.map((name) => `${prefix}."${name}"`).join(', ')

const upsert = `
  insert into floor_user as f select * from json_populate_recordset(null::floor_user, $1)
  on conflict ("userId") do update set ${written.map((name) => `"${name}" = excluded."${name}"`).join(', ')}
  where (${quoted(compared, 'f')}) is distinct from (${quoted(compared, 'excluded')})`

/** The least that any program could do: fetch, parse, upsert 13 columns into a plain table. Answers seconds. */
export async function runFloor(
  pool: Pool,
  { origin, page }: { origin: string; page: number },
): Promise<number> {
  const list = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`)
  await pool.query(`create table if not exists floor_user (${list.join(', ')})`)
  const start = performance.now()
  for (let offset = 0; ; ) {
    const url = `${origin}/users?limit=${page}&offset=${offset}&sort=_id&select=${select}`
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    const users = (await answer.json()) as VendorUser[]
    if (users.length === 0) break
    await pool.query(upsert, [JSON.stringify(users.map(row))])
    offset += users.length
  }
  return (performance.now() - start) / 1000
}

// The same request as Muster's, so that the vendor does the same work.
const select =
  '_id,email,nickName,firstName,lastName,externalId,type,inactive,removed,isHidden,isExposedAsSenderOption,notificationsEnabled,tzOffset,roles,permissions,managers,teams,image,custom,createDate,createdAt,updatedAt,__v'

const syncTime = new Date().toISOString()

interface VendorUser extends Readonly<Record<string, unknown>> {
  readonly permissions?: { readonly admin?: boolean; readonly developer?: boolean }
}

function row(user: VendorUser): Row {
  return {
    userId: user._id,
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    nickname: user.nickName,
    isAdmin: user.permissions?.admin,
    isDeveloper: user.permissions?.developer,
    isInactive: user.inactive,
    creationDate: user.createDate ?? user.createdAt,
    timeZoneOffset: user.tzOffset,
    type: user.type,
    version: user.__v,
    syncTime,
  }
}
