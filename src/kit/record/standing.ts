/** What tells how an account at a vendor stands: of a SaaS user, or of what one source says of it. */
interface Standing {
  readonly gone_at: Date | string | null
  /** Since when nobody loads it any more. */
  readonly ended_at: Date | string | null
  readonly out_of_scope_at: Date | string | null
  readonly active: boolean | null
}

/** How an account at a vendor stands, in the words of the web app. */
export function standingOf({ gone_at, ended_at, out_of_scope_at, active }: Standing): string {
  if (gone_at) return 'Gone at the vendor'
  if (ended_at) return 'No longer loaded'
  if (out_of_scope_at) return 'Left out by conditions'
  if (active === null) return 'Not told by the vendor'
  return active ? 'Active' : 'Inactive'
}
