import { AppError } from './errors.ts'

/** The prefixes ids carry at the edges (API, logs, CLI); the database keeps bare UUIDs. */
export type Prefix =
  | 'acc'
  | 'ses'
  | 'tok'
  | 'per'
  | 'dup'
  | 'dev'
  | 'sft'
  | 'usr'
  | 'app'
  | 'cre'
  | 'int'
  | 'run'
  | 'fld'
  | 'ntc'
  | 'whk'
  | 'evt'
  | 'dlv'
  | 'idp'
  | 'grp'
  | 'viw'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** `per_0198…`: the id as people and programs outside see it; says itself what it is of. */
export function publicId(prefix: Prefix, id: string): string {
  return `${prefix}_${id.replaceAll('-', '')}`
}

/** The UUID inside a public id. Throws `not.found` when it is not an id of that kind. */
export function bareId(prefix: Prefix, id: string): string {
  const hex = id.startsWith(`${prefix}_`) ? id.slice(prefix.length + 1) : ''
  const bare = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  if (!uuid.test(bare))
    throw new AppError(
      'not.found',
      `"${id.slice(0, 60)}" is not an id here, which is ${prefix}_ and 32 characters of 0-9 and a-f`,
    )
  return bare
}
