import { expect, it } from 'vitest'
import { pipes } from '../../../../lib/expression/pipes.ts'
import { compilePipes } from '../../../../lib/expression.ts'
import { argName, newStep, pipesText, raised, typedArg } from './pipe-steps.ts'

const all = Object.entries(pipes).map(([pipe, { usage, about, least, most }]) => ({
  pipe,
  usage,
  about,
  least,
  most,
}))
const known = (name: string) => all.find(({ pipe }) => pipe === name) ?? newPipe
const newPipe = { pipe: 'none', usage: 'none', about: '', least: 0, most: 0 }

it('steps are written as the language reads them', () => {
  const steps = [
    { pipe: 'trim', args: [] },
    { pipe: 'replace', args: ['say "a"', '\\'] },
    { pipe: 'at', args: [0] },
  ]
  expect(pipesText(steps)).toBe('trim | replace("say \\"a\\"", "\\\\") | at(0)')
  expect(() => compilePipes(pipesText(steps))).not.toThrow()
})

it('values are called as the usage of the pipe calls them', () => {
  expect([0, 1, 2, 3].map((at) => argName(known('map'), at))).toEqual(['from', 'to', 'from', 'to'])
  expect(argName(known('join'), 0)).toBe('text')
  expect([typedArg(known('at'), 0, '-1'), typedArg(known('map'), 0, '1')]).toEqual([-1, '1'])
  expect(newStep(known('replace'))).toEqual({ pipe: 'replace', args: ['', ''] })
})

it('a step moves before the one above it', () => {
  const steps = ['trim', 'lower'].map((pipe) => ({ pipe, args: [] }))
  expect(raised(steps, 1).map(({ pipe }) => pipe)).toEqual(['lower', 'trim'])
  expect(raised(steps, 0)).toBe(steps)
})
