import { ApiError } from '../client/api-error.ts'
import { AppError, type Problem } from '../lib/errors.ts'
import { type ExitCode, exitOfFault } from './exit-code.ts'
import { plainText } from './text/plain-text.ts'

/** Why a command failed, for people, programs and scripts. */
export interface Failure {
  readonly code: string
  readonly message: string
  readonly problems: readonly Problem[]
  readonly exit: ExitCode
}

/** The failure that anything thrown stands for. What is none of ours is a bug: it says where the log is. */
export function failureOf(error: unknown, logFile: string): Failure {
  const { code, message, problems } = known(error) ?? {
    code: 'cli.fault',
    message: `Something unexpected happened (${error instanceof Error ? error.message : String(error)}). The log is ${logFile}`,
    problems: [],
  }
  return { code, message, problems, exit: exitOfFault(code) }
}

type Told = Omit<Failure, 'exit'>

function known(error: unknown): Told | undefined {
  if (error instanceof ApiError) return error
  if (!(error instanceof AppError)) return undefined
  const { problems } = error.detail
  // `invalid` and `integration.draft` are the ones that put this there, and they put `Problem`s there.
  return { code: error.code, message: error.message, problems: (problems ?? []) as readonly Problem[] }
}

/** A failure as one line, its problems below it as a list. */
export function failureText({ message, problems }: Failure): string {
  // The message of invalid input is its problems in one line; the list says the same and reads better.
  const listed = problems.length > 0 && problems.every((problem) => message.includes(problem.message))
  const lines = problems.map(
    ({ field, message: said }) => `  ${plainText(field ? `${field}: ${said}` : said)}`,
  )
  const head = listed
    ? problems.length === 1
      ? 'this does not fit'
      : 'these do not fit'
    : plainText(message)
  return [`muster: ${head}`, ...lines].join('\n')
}
