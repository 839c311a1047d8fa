import { expect, it } from 'vitest'
import { compilePipes } from '../../../../lib/expression.ts'
import { pipeChoices, withPipe } from './pipes.ts'

it.each(pipeChoices)('the pipe $pipe is one that the language has', ({ pipe }) => {
  expect(() => compilePipes(pipe)).not.toThrow()
})

it('a pipe goes behind those that are there', () => {
  expect(withPipe(undefined, 'trim')).toBe('trim')
  expect(compilePipes(withPipe('trim ', 'lower'))).toBeTruthy()
})
