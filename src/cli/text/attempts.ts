import type { Run } from '../../client/run.ts'

/** Says of a run that was interrupted that it went on; nothing of all others. */
export function resumedText({ attempts }: Pick<Run, 'attempts'>): string {
  return attempts > 1 ? `resumed (attempt ${attempts})` : ''
}
