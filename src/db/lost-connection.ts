import { AppError } from '../lib/errors.ts'

/** SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or the system's name for it. */
const codes =
  /^(ECONNREFUSED|ECONNRESET|ENOENT|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|08\w{3}|53300|57P0[123])$/
// The last is said of a connection that broke while nobody asked anything of it.
const words = /^(Connection terminated|timeout exceeded when trying to connect|Client .+ is not queryable$)/i

/** Whether an error of the database driver means that the connection was refused or is gone. */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AppError) return error.code === 'database.unsure'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return codes.test(code) || words.test(error.message)
}
