import type { Pipe, PipeStep } from '../../../../client/expression.ts'

/** Pipes as they are written in a mapping. */
export const pipesText = (steps: readonly PipeStep[]): string =>
  steps
    .map(({ pipe, args }) =>
      args.length === 0 ? pipe : `${pipe}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
    )
    .join(' | ')

/** The names of what goes between the parentheses, as the usage has them; the last ones go on. */
const namesOf = ({ usage }: Pipe): readonly string[] =>
  (/\((.*)\)/.exec(usage)?.[1] ?? '').split(', ').filter((name) => name !== '' && name !== '…')

/** What an argument is called. */
export function argName(pipe: Pipe, at: number): string {
  const names = namesOf(pipe)
  return names[at % Math.max(names.length, 1)] ?? 'value'
}

/** A value as it was typed: a number where the pipe counts. */
export const typedArg = (pipe: Pipe, at: number, text: string): string | number =>
  argName(pipe, at) === 'n' && /^-?\d+$/.test(text) ? Number(text) : text

/** A step to begin with, its values to be filled in. */
export const newStep = ({ pipe, least }: Pipe): PipeStep => ({
  pipe,
  args: Array.from({ length: least }, () => ''),
})

/** How many values come at once: those that belong together. */
export const argsAtOnce = ({ least }: Pipe): number => Math.max(1, least)

/** The steps with one of them moved a place up. */
export function raised(steps: readonly PipeStep[], at: number): readonly PipeStep[] {
  const [above, step] = [steps[at - 1], steps[at]]
  return above && step ? steps.with(at - 1, step).with(at, above) : steps
}
