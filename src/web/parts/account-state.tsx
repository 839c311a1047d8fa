import type { SaasUser } from '../../client/person.ts'
import { Tag } from '../ui/tag.tsx'

type Told = Pick<SaasUser, 'active' | 'goneAt' | 'unmaintainedAt'> & Partial<Pick<SaasUser, 'outOfScopeAt'>>

/** How an account at a vendor stands. What the vendor does not tell is said, not left blank. */
export function Account({ of: { active, goneAt, unmaintainedAt, outOfScopeAt } }: { readonly of: Told }) {
  if (goneAt) return <Tag tone="bad">Gone at the vendor</Tag>
  if (unmaintainedAt) return <Tag tone="warning">No longer loaded</Tag>
  if (outOfScopeAt) return <Tag tone="quiet">Left out by conditions</Tag>
  if (active === null) return <Tag tone="quiet">Not told by the vendor</Tag>
  return active ? <Tag tone="ok">Active</Tag> : <Tag tone="warning">Inactive</Tag>
}
