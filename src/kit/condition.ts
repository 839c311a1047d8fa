import { z } from 'zod'
import { operators } from '../lib/condition/condition.ts'

const Rule = z.strictObject({
  field: z.string().min(1).max(200),
  operator: z.enum(operators),
  value: z.json().optional(),
  not: z.boolean().optional(),
})

const Group = z.strictObject({
  combine: z.enum(['and', 'or']),
  get rules() {
    return z.array(z.union([Rule, Group])).max(50)
  },
})

/** A condition as it is sent and kept; whether its fields are there is judged where they are known. */
export const ConditionInput = z.union([Rule, Group])
