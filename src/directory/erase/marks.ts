import { hash } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'
import type { Application } from '../scope.ts'

/** Tells whether a record of a list is of somebody who was erased. */
export interface Erasures {
  /** Whether this list had them under an id of the vendor's, or another one of the same application. */
  readonly hasRecord: (vendorId: string) => boolean
  readonly hasEmail: (email: string) => boolean
  /** Whether devices called somebody so who was erased: by e-mail address or username. */
  readonly hasOwner: (name: string) => boolean
}

type Queryable = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

/** A list at a vendor: its source, and the application whose users it has. */
interface List extends Application {
  readonly sourceId: string
}

/** Who was erased, as a list may know them; undefined: nobody yet. */
export async function readErasures(db: Queryable, list: List): Promise<Erasures | undefined> {
  const { rows } = await db.query<{ mark: string }>('select mark from erasure')
  if (rows.length === 0) return undefined
  const marks = new Set(rows.map(({ mark }) => mark))
  const marker = await readMarker(db)
  const listed = await listedBy(db, list)
  const hasEmail = (email: string) => marks.has(marker.ofEmail(email))
  return {
    hasRecord: (vendorId) => listed.some((id) => marks.has(marker.ofRecord(id, vendorId))),
    hasEmail,
    hasOwner: (name) => hasEmail(name) || marks.has(marker.ofUsername(name)),
  }
}

/** Whatever else loads the users of an application, or did, knows them by the same ids. */
async function listedBy(db: Queryable, { sourceId, vendor, instance }: List): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from saas_application where vendor = $1 and instance = $2',
    [vendor, instance],
  )
  return [sourceId, ...rows.map(({ id }) => id)]
}

/** Makes the marks of people: nobody can be told from one without the salt and a guess. */
export interface Marker {
  /** By the id of its source, or of its application. */
  ofRecord(listedBy: string, vendorId: string): string
  ofEmail(email: string): string
  ofUsername(username: string): string
}

export async function readMarker(db: Queryable): Promise<Marker> {
  const { rows } = await db.query<{ salt: string }>('select salt from erasure_salt')
  const mark = (...parts: readonly string[]) =>
    hash('sha256', JSON.stringify([rows[0]?.salt ?? '', ...parts]), 'hex')
  return {
    ofRecord: (listedBy, vendorId) => mark('record', listedBy, vendorId),
    ofEmail: (email) => mark('email', email.trim().toLowerCase()),
    ofUsername: (username) => mark('username', username.trim().toLowerCase()),
  }
}
