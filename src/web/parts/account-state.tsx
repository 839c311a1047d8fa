import type { SaasUser } from '../../client/person.ts'
import { Tag } from '../ui/tag.tsx'
import { timeText } from '../ui/time.ts'

type Told = Pick<SaasUser, 'active' | 'goneAt' | 'unmaintainedAt'> & Partial<Pick<SaasUser, 'outOfScopeAt'>>

/** How an account at a vendor stands. What the vendor does not tell is said, not left blank. */
export function Account({ of: { active, goneAt, unmaintainedAt, outOfScopeAt } }: { readonly of: Told }) {
  if (goneAt) return <Tag tone="bad">Gone at the vendor</Tag>
  if (unmaintainedAt) return <Tag tone="warning">No longer loaded</Tag>
  if (outOfScopeAt) return <Tag tone="quiet">Left out by conditions</Tag>
  if (active === null) return <Tag tone="quiet">Not told by the vendor</Tag>
  return active ? <Tag tone="ok">Active</Tag> : <Tag tone="warning">Inactive</Tag>
}

/** The same in a sentence. */
export function stateText({ active, goneAt, unmaintainedAt, outOfScopeAt }: Told): string {
  if (goneAt) return `Gone: the vendor no longer has it, since ${timeText(goneAt)}.`
  if (unmaintainedAt)
    return `Unmaintained: no integration loads it any more, since ${timeText(unmaintainedAt)}.`
  if (outOfScopeAt) return `Left out: the conditions leave it out since ${timeText(outOfScopeAt)}.`
  if (active === null) return 'The vendor lists it, and does not tell whether it is active.'
  return active
    ? 'Active: the vendor lists it, and it may be used.'
    : 'Inactive: the vendor lists it, and it may not be used.'
}
