import { ApiError } from '../../client/api-error.ts'

/** What the server found wrong, by the field it is about; `prefix` is what stands before the names of a form's own. */
export function problemsByField(error: unknown, prefix = ''): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  const own = error.problems.filter(({ field }) => field.startsWith(prefix))
  const byField = Map.groupBy(own, ({ field }) => field.slice(prefix.length))
  return Object.fromEntries(
    [...byField].map(([field, problems]) => [field, problems.map(({ message }) => message).join('; ')]),
  )
}

/** What went wrong, where no field says it. */
export function generalProblem(error: unknown, shown: readonly string[] = []): string | undefined {
  if (!error) return undefined
  if (!(error instanceof ApiError) || error.problems.length === 0)
    return error instanceof Error ? error.message : 'Something went wrong here'
  const others = error.problems.filter(({ field }) => !shown.includes(field))
  return others.length === 0
    ? undefined
    : others.map(({ field, message }) => `${field}: ${message}`).join('; ')
}
