import { databaseFault } from '../kit/database-fault.ts'
import { AppError, type FaultCode, faults, type Problem } from '../lib/errors.ts'

/** An error as it leaves the server (RFC 9457). */
export interface ProblemJson {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: FaultCode
  readonly problems?: readonly Problem[]
}

/** The fault that anything thrown stands for; what is none of ours is `server.fault`, a bug. */
export function faultOf(error: unknown): AppError {
  if (error instanceof AppError) return error
  return databaseFault(error) ?? requestFault(error) ?? new AppError('server.fault', undefined, {}, error)
}

/** A fault as its sender may see it: from the table and from what is public of it, never its cause. */
export function problemJson({ code, message, detail }: AppError): ProblemJson {
  const { status, text } = faults[code]
  const { problems } = detail
  // `invalid` is the only one that puts this there, and puts `Problem`s there.
  const named = Array.isArray(problems) ? { problems: problems as readonly Problem[] } : {}
  return { type: `urn:muster:problem:${code}`, title: text, status, detail: message, code, ...named }
}

/** What Fastify itself found wrong with a request. */
function requestFault(error: unknown): AppError | undefined {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  if (status === 413) return new AppError('request.large', 'The body of a request may have 1 MiB at most')
  if (status === 415) return new AppError('request.type')
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined
  return new AppError('request.unreadable', undefined, {}, error)
}
