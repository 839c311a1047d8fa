import { hash } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'

/** Tells whether a record is of somebody who was erased. */
export interface Erasures {
  hasRecord(sourceId: string, vendorId: string): boolean
  hasEmail(email: string): boolean
  /** Whether devices called somebody so who was erased: by e-mail address or username. */
  hasOwner(name: string): boolean
}

type Queryable = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

/** Who was erased; undefined: nobody yet. */
export async function readErasures(db: Queryable): Promise<Erasures | undefined> {
  const { rows } = await db.query<{ mark: string }>('select mark from erasure')
  if (rows.length === 0) return undefined
  const marks = new Set(rows.map(({ mark }) => mark))
  const marker = await readMarker(db)
  const hasEmail = (email: string) => marks.has(marker.ofEmail(email))
  return {
    hasRecord: (sourceId, vendorId) => marks.has(marker.ofRecord(sourceId, vendorId)),
    hasEmail,
    hasOwner: (name) => hasEmail(name) || marks.has(marker.ofUsername(name)),
  }
}

/** Makes the marks of people: nobody can be told from one without the salt and a guess. */
export interface Marker {
  ofRecord(sourceId: string, vendorId: string): string
  ofEmail(email: string): string
  ofUsername(username: string): string
}

export async function readMarker(db: Queryable): Promise<Marker> {
  const { rows } = await db.query<{ salt: string }>('select salt from erasure_salt')
  const mark = (...parts: readonly string[]) =>
    hash('sha256', JSON.stringify([rows[0]?.salt ?? '', ...parts]), 'hex')
  return {
    ofRecord: (sourceId, vendorId) => mark('record', sourceId, vendorId),
    ofEmail: (email) => mark('email', email.trim().toLowerCase()),
    ofUsername: (username) => mark('username', username.trim().toLowerCase()),
  }
}
