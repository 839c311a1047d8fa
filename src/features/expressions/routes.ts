import { page } from '../../kit/page.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { presentPipes, readExpression } from './rules.ts'
import { ExpressionAnswer, ExpressionInput, PipeAnswer } from './schema.ts'

export const expressionRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/pipes',
    summary: 'The pipes that a value can go through on its way, as the language has them',
    needs: 'integrations:read',
    output: page(PipeAnswer),
    run: async () => ({ items: presentPipes(), next: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/expressions',
    summary: 'Whether an expression can be read, and of pipes what they consist of; nothing is kept',
    needs: 'integrations:read',
    input: ExpressionInput,
    output: ExpressionAnswer,
    act: null,
    run: async (_, input) => readExpression(input),
  }),
]
