import { AppError } from '../lib/errors.ts'
import type { Actor, Right } from './rights.ts'

/** Refuses whoever lacks a right that what they ask for needs. Throws `not.allowed`, naming the right. */
export function wantRight({ rights }: Pick<Actor, 'rights'>, needs: Right, what = 'This'): void {
  if (!rights.has(needs)) throw new AppError('not.allowed', `${what} needs the right ${needs}`, { needs })
}
