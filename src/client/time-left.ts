import type { Run } from './run.ts'

/**
 * How long a run goes on, as roughly as it is known: "about 40 s left". How much is left to do after reading shows only
 * when the plan is made, so that before it only the reading is spoken of. Empty where nobody can know.
 */
export function timeLeftText({ state, progress: { secondsLeft } }: Pick<Run, 'state' | 'progress'>): string {
  if (secondsLeft === null) return ''
  return `about ${roughly(secondsLeft)} ${state === 'reading' ? 'more to read' : 'left'}`
}

function roughly(seconds: number): string {
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}
