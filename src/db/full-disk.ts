import { AppError } from '../lib/errors.ts'

// PostgreSQL's disk_full, and the system's word for it.
const full = /^(53100|ENOSPC)$/

/** The fault of a write that found no room, or `undefined` when the error is another. */
export function fullDisk(error: unknown): AppError | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return full.test(code) ? new AppError('database.full', undefined, {}, error) : undefined
}
