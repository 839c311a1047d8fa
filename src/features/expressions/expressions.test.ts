import { afterAll, beforeAll, expect, it } from 'vitest'
import type { z } from 'zod'
import { newWorld, type World } from '../../../test/world.ts'
import { pipes } from '../../lib/expression/pipes.ts'
import type { ExpressionAnswer, PipeAnswer } from './schema.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

const read = async (kind: 'expression' | 'pipes', text: string) =>
  (await world.post<z.output<typeof ExpressionAnswer>>('/api/expressions', { kind, text })).body

it('every pipe of the language is told, with how it is written', async () => {
  const { body } = await world.get<{ items: z.output<typeof PipeAnswer>[] }>('/api/pipes')
  expect(body.items.map(({ pipe }) => pipe)).toEqual(Object.keys(pipes))
  expect(body.items.find(({ pipe }) => pipe === 'replace')).toMatchObject({
    usage: 'replace(text, by)',
    least: 2,
  })
})

it('pipes are taken apart into steps with their values', async () => {
  expect(await read('pipes', 'trim | replace("a b", "|") | at(-1) ?? "none"')).toEqual({
    problem: null,
    steps: [
      { pipe: 'trim', args: [] },
      { pipe: 'replace', args: ['a b', '|'] },
      { pipe: 'at', args: [-1] },
      { pipe: 'default', args: ['none'] },
    ],
  })
})

it('what is more than pipes with plain values stays a text', async () => {
  expect(await read('pipes', 'default("a" | upper)')).toEqual({ problem: null, steps: null })
})

it.each([
  ['pipes', 'trim | upcase'],
  ['pipes', ''],
  ['expression', 'custom.'],
] as const)('%s that cannot be read say why: %j', async (kind, text) => {
  expect(await read(kind, text)).toEqual({ problem: expect.stringMatching(/./), steps: null })
})
