import { invalid } from '../lib/errors.ts'
import type { Session } from './session.ts'

/** Asks before something is deleted, unless `--yes` says so. Throws `input.invalid` where nobody can be asked. */
export async function isSure(
  { terminal }: Session,
  question: string,
  yes: boolean | undefined,
): Promise<boolean> {
  if (yes) return true
  if (!terminal.ask) throw invalid([{ field: '--yes', message: 'is needed where nobody can be asked' }])
  return terminal.ask.yes(question)
}
