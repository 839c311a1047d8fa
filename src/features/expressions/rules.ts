import type { z } from 'zod'
import type { Node } from '../../lib/expression/node.ts'
import { parsePipes } from '../../lib/expression/parse-source.ts'
import type { Pipe } from '../../lib/expression/pipe.ts'
import { pipes } from '../../lib/expression/pipes.ts'
import { compile, compilePipes } from '../../lib/expression.ts'
import { expressionProblem } from '../../sync/mapping/expression-problem.ts'
import type { ExpressionAnswer, ExpressionInput, PipeAnswer } from './schema.ts'

type Step = NonNullable<z.input<typeof ExpressionAnswer>['steps']>[number]

/** Everything the language can do to a value, as it says of itself. */
export const presentPipes = (): z.input<typeof PipeAnswer>[] =>
  Object.entries(pipes).map(([pipe, { usage, about, least, most }]: [string, Pipe]) => ({
    pipe,
    usage,
    about,
    least,
    most,
  }))

/** What is wrong with an expression, and of pipes what they consist of. */
export function readExpression({
  kind,
  text,
}: z.output<typeof ExpressionInput>): z.input<typeof ExpressionAnswer> {
  const problem = expressionProblem(() => (kind === 'pipes' ? compilePipes(text) : compile(text))) ?? null
  return { problem, steps: problem === null && kind === 'pipes' ? stepsOf(parsePipes(text)) : null }
}

/** Pipes from the first to the last; null where one has more than plain values in its parentheses. */
function stepsOf(node: Node): Step[] | null {
  if (node.kind === 'path') return node.steps.length === 0 ? [] : null
  if (node.kind === 'fallback') return behind(node.first, 'default', [node.second])
  return node.kind === 'pipe' ? behind(node.input, node.name, node.args) : null
}

function behind(input: Node, pipe: string, nodes: readonly Node[]): Step[] | null {
  const before = stepsOf(input)
  const args = nodes.flatMap((node) => (node.kind === 'constant' ? plain(node.value) : []))
  return before && args.length === nodes.length ? [...before, { pipe, args }] : null
}

const plain = (value: unknown): Step['args'] =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? [value]
    : []
