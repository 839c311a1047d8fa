import type { Ledger } from './ledger.ts'
import { fingerprint, type Recipe } from './recipe.ts'

/**
 * Why a run that goes on by itself stops at its plan, for people; null where it may go on. Under a configuration
 * that nobody saw at work, only a plan that leaves everything as it is needs no look.
 */
export function planOnlyReason(
  recipe: Recipe,
  { read, unchanged }: Pick<Ledger, 'read' | 'unchanged'>,
): string | null {
  if (recipe.planOnly !== null) return recipe.planOnly
  if (recipe.seenFingerprint === fingerprint(recipe) || unchanged === read) return null
  return 'The mapping or Muster changed since the last run that was applied. Look at this plan, then apply it.'
}
