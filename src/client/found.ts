/** Something that a search found by what it is called. */
export interface Found {
  readonly kind: 'person' | 'saas-user' | 'saas-application' | 'device' | 'software' | 'integration' | 'run'
  readonly id: string
  readonly label: string
  /** What tells it from others of its name. */
  readonly note: string | null
  /** Whose SaaS user it is. */
  readonly personId: string | null
  /** Where a SaaS user is. */
  readonly applicationId: string | null
}
