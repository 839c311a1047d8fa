import { AppError } from '../../lib/errors.ts'

/** What the compiler of expressions complains about, as a value; any other fault is thrown on. */
export function expressionProblem(compileIt: () => unknown): string | undefined {
  try {
    compileIt()
    return undefined
  } catch (error) {
    if (error instanceof AppError && error.code === 'expression.invalid') return error.message
    throw error
  }
}
