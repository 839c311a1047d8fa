import { z } from 'zod'

const why = z.string().nullable()

export const DecisionAnswer = z.object({
  apply: why.describe('Why they may not have its plan applied; null: they may'),
  reject: why.describe('Why they may not throw its plan away; null: they may'),
  undo: why.describe('Why they may not plan to take it back; null: they may'),
})
