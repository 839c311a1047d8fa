import { AppError } from './errors.ts'
import { build } from './expression/build.ts'
import { type Node, rootsOf } from './expression/node.ts'
import { parsePipes, parseSource } from './expression/parse-source.ts'
import type { Value } from './value.ts'

/**
 * The one small expression language, for connectors, custom fields and templates: `path.to[0].value`,
 * `custom["Cost Center"]`, `"constant"`, `a ?? b`, `x | pipe(args)`, parentheses, and the same inside `{{ }}`.
 * Everything is read from left to right: `a ?? b | upper` is `(a ?? b) | upper`. Several `{{ }}`, or one with
 * text around it, are a template and give text. It reads own properties only, has no loops, no patterns and
 * no evaluator, and is bounded in length and depth. Its pipes are listed in `expression/pipes.ts`.
 */
export interface Expression {
  readonly source: string
  /** The first path segments it reads, for asking a vendor for just these. */
  readonly roots: readonly string[]
  /** The value in this record, or `undefined` for missing. Throws `PipeError` when a pipe cannot take the value. */
  evaluate(record: Value): Value
}

/** Reads an expression. Throws `expression.invalid` with what is wrong, where, and the way out. */
export function compile(source: string): Expression {
  return express(source, parseSource(source))
}

/**
 * Reads pipes without a value before them, such as `trim | lower`; `evaluate` takes the value they apply to.
 * Throws `expression.invalid` as `compile` does, and when an argument is a path: there is no record to read it from.
 */
export function compilePipes(source: string): Expression {
  const expression = express(source, parsePipes(source))
  const [root] = expression.roots
  if (root !== undefined)
    throw new AppError(
      'expression.invalid',
      `Only fixed values may stand here; put "${root}" in quotes if it is a text`,
    )
  return expression
}

function express(source: string, node: Node): Expression {
  return { source, roots: rootsOf(node), evaluate: build(node) }
}
