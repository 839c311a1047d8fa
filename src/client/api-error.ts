import type { Problem } from '../lib/errors.ts'

/**
 * A refusal of the API as its caller sees it: the code from the table of faults, or
 * `server.unavailable` when nobody answered and `server.odd` when it was not Muster that did.
 */
export class ApiError extends Error {
  readonly code: string
  readonly problems: readonly Problem[]

  constructor(code: string, message: string, problems: readonly Problem[] = [], cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'ApiError'
    this.code = code
    this.problems = problems
  }
}
