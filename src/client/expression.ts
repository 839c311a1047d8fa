/** What the language can do to a value on its way. */
export interface Pipe {
  readonly pipe: string
  readonly usage: string
  readonly about: string
  readonly least: number
  readonly most: number
}

/** One use of a pipe, with plain values between its parentheses. */
export interface PipeStep {
  readonly pipe: string
  readonly args: readonly (string | number | boolean | null)[]
}

/** Why an expression cannot be read, or what its pipes consist of where they are that plain. */
export interface ReadExpression {
  readonly problem: string | null
  readonly steps: readonly PipeStep[] | null
}
