import type { z } from 'zod'
import type { Route } from '../kit/route.ts'
import { say } from '../kit/say.ts'
import { invalid, type Problem } from '../lib/errors.ts'
import { shorten } from '../lib/show.ts'

/** The three places a request can say something in. */
export interface Asked {
  readonly params: unknown
  readonly query: unknown
  /** `undefined` when there was no body. */
  readonly body: unknown
}

/** What a route gets: everything it declared, in its types. Throws `input.invalid` with every problem at its field. */
export function readInput(route: Route, asked: Asked): Record<string, unknown> {
  const parts = [
    route.params.safeParse(asked.params, { error: say }),
    route.query.safeParse(asked.query, { error: say }),
    route.input.safeParse(asked.body === undefined ? {} : asked.body, { error: say }),
  ]
  const problems = parts.flatMap((part) => (part.success ? [] : problemsOf(part.error.issues)))
  if (problems.length > 0) throw invalid(problems)
  return Object.assign({}, ...parts.map((part) => part.data))
}

type Issue = z.core.$ZodIssue

function problemsOf(issues: readonly Issue[], before: readonly PropertyKey[] = []): Problem[] {
  return issues.flatMap((issue) => {
    const path = [...before, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ field: fieldName([...path, key]), message: 'is not known here' }))
    if (issue.code === 'invalid_union') {
      const nearest = nearestBranch(issue.errors)
      if (nearest) return problemsOf(nearest, path)
    }
    return [{ field: fieldName(path), message: issue.message }]
  })
}

/** Of several shapes that were possible, the one that knows what was named, and that least is wrong with, is what its sender meant. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return branches.toSorted((a, b) => unknownIn(a) - unknownIn(b) || a.length - b.length)[0]
}

const unknownIn = (issues: readonly Issue[]): number =>
  issues.filter(({ code }) => code === 'unrecognized_keys').length

function fieldName(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'body' : shorten(path.map(String).join('.'))
}
