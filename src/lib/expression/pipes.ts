import { listPipes } from './list-pipes.ts'
import type { Pipe } from './pipe.ts'
import { textPipes } from './text-pipes.ts'
import { timePipes } from './time-pipes.ts'
import { valuePipes } from './value-pipes.ts'

/** Every pipe by its name: what the language can do, for the interpreter, the documentation and the screens. */
export const pipes: Readonly<Record<string, Pipe>> = {
  ...textPipes,
  ...valuePipes,
  ...listPipes,
  ...timePipes,
}
