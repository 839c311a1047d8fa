import type { Value } from './value.ts'

/**
 * The one small expression language, for connectors, custom fields and templates:
 * `path.to[0].value`, `custom["Cost Center"]`, `"constant"`, `a ?? b`, `x | pipe(args)`, parentheses, and the same inside
 * `{{ }}`. It reads own properties only, has no loops, no patterns and no evaluator, and is bounded in
 * length and depth.
 */
export interface Expression {
  readonly source: string
  /** The first path segments it reads, for asking a vendor for just these. */
  readonly roots: readonly string[]
  /** The value in this record, or `undefined` for missing. Throws `PipeError` when a pipe cannot take the value. */
  evaluate(record: Value): Value
}

/** Reads an expression. Throws `expression.invalid` with what is wrong, where, and the way out. */
export declare function compile(source: string): Expression
