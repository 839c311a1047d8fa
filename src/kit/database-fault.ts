import { fullDisk } from '../db/full-disk.ts'
import { isLostConnection } from '../db/lost-connection.ts'
import { AppError } from '../lib/errors.ts'

const locked = /^(55P03|40P01)$/

/** What an error of the database driver means for who asked; `undefined` when it is none, or a bug of ours. */
export function databaseFault(error: unknown): AppError | undefined {
  if (!(error instanceof Error) || error instanceof AppError) return undefined
  if (isLostConnection(error))
    return new AppError('database.down', 'The database cannot be reached; try again in a moment', {}, error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (locked.test(code))
    return new AppError('database.locked', 'These data are being written; try again in a moment', {}, error)
  return fullDisk(error)
}

/** Whether a write was refused because of this unique index or constraint. */
export function isTaken(error: unknown, constraint: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '23505' &&
    'constraint' in error &&
    error.constraint === constraint
  )
}
