import { AppError } from '../lib/errors.ts'

/** SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or the system's name for a lost or refused connection. */
const lost =
  /^(ECONNREFUSED|ECONNRESET|ENOENT|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|08\w{3}|53300|57P0[123])$/
const lostWords = /^(Connection terminated|timeout exceeded when trying to connect)/i
const locked = /^(55P03|40P01)$/

/** What an error of the database driver means for who asked; `undefined` when it is none, or a bug of ours. */
export function databaseFault(error: unknown): AppError | undefined {
  if (!(error instanceof Error) || error instanceof AppError) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (lost.test(code) || lostWords.test(error.message))
    return new AppError('database.down', 'The database cannot be reached; try again in a moment', {}, error)
  if (locked.test(code))
    return new AppError('database.locked', 'These data are being written; try again in a moment', {}, error)
  return undefined
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
