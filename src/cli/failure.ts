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

/** A failure as one line, its problems below it as a list; a single problem is said in the line itself. */
export function failureText({ message, problems }: Failure): string {
  const said = problems.map(({ field, message }) => plainText(field ? `${field}: ${message}` : message))
  // The message of invalid input is its problems in a row; the list says the same and reads better.
  const repeated = problems.length > 0 && problems.every((problem) => message.includes(problem.message))
  if (repeated && said.length === 1) return `muster: ${said[0]}`
  const head = repeated ? 'some of this does not fit' : plainText(message)
  return [`muster: ${head}`, ...said.map((problem) => `  ${problem}`)].join('\n')
}
