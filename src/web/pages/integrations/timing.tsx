import type { Integration } from '../../../client/integration.ts'
import { countOf } from '../../ui/numbers.ts'
import { When } from '../../ui/when.tsx'

/** When it ran last, whoever asked for it. */
export const LastRun = ({ of: { lastRun } }: { readonly of: Integration }) => (
  <When at={lastRun?.at} none="not yet" />
)

/** When it runs next by itself, or why it does not. */
export const NextRun = ({ of }: { readonly of: Integration }) => (
  <When at={of.nextDue[0]} none={whyNone(of)} />
)

function whyNone({ state, schedule }: Integration): string {
  if (state === 'draft') return 'after its launch'
  if (state === 'paused') return 'none while paused'
  return schedule?.every === 'off' ? 'only by hand' : 'not known'
}

/** How it does, in words. */
export function healthText({ state, health, failures, missing }: Integration): string {
  if (state === 'draft')
    return missing.length === 0
      ? 'Ready for its plan'
      : `${countOf(missing.length, 'thing')} missing before launch`
  if (health === 'held') return 'A brake holds its last run'
  if (health === 'failing')
    return failures > 0 ? `${countOf(failures, 'run')} failed in a row` : 'Its last run failed'
  return health === 'warning' ? 'Some records failed' : 'Well'
}
