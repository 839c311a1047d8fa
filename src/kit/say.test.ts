import { expect, it } from 'vitest'
import { z } from 'zod'
import { say } from './say.ts'

const shape = z.union([z.strictObject({ a: z.string() }), z.strictObject({ b: z.string() })])

const kinds = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('a') }),
  z.strictObject({ kind: z.literal('b') }),
])

it.each<[string, z.ZodType, unknown, string]>([
  ['a choice', z.enum(['text', 'date']), 'secret', 'must be one of text, date'],
  ['a choice that is missing', z.enum(['text', 'date']), undefined, 'is missing'],
  ['a constant', z.literal('or'), 'secret', 'must be or'],
  ['a text', z.string(), 7, 'must be a text'],
  ['a value that is missing', z.string(), undefined, 'is missing'],
  ['true or false', z.boolean(), 'secret', 'must be true or false'],
  ['a whole number', z.number().int(), 1.5, 'must be a whole number'],
  ['a number', z.coerce.number(), 'secret', 'must be a number'],
  ['a list', z.array(z.string()), 'secret', 'must be a list'],
  ['an object', z.object({}), 'secret', 'must be an object'],
  ['a long text', z.string().max(3), 'secret', 'must have at most 3 characters'],
  ['an empty text', z.string().min(1), '', 'must have at least 1 character'],
  ['a long list', z.array(z.number()).max(1), [1, 2], 'must have at most 1 item'],
  ['a large number', z.number().max(200), 201, 'must be at most 200'],
  ['an e-mail address', z.email(), 'secret', 'must be an e-mail address such as ada@example.com'],
  ['one of several kinds', kinds, { kind: 'secret' }, 'must be one of a, b'],
  ['one of several shapes', shape, {}, 'has a shape that is not known here'],
  ['what has words of its own', z.string('is odd'), 7, 'is odd'],
])('%s is asked for in words, without the value', (_, schema, value, words) => {
  const { error } = schema.safeParse(value, { error: say })
  expect(error?.issues.map(({ message }) => message)).toEqual([words])
})
