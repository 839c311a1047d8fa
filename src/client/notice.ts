/** What the contacts of an integration are told, once while its reason is. */
export interface Notice {
  readonly id: string
  readonly integrationId: string | null
  readonly integrationName: string | null
  readonly runId: string | null
  readonly reason: string
  readonly message: string
  readonly madeAt: string
  readonly mail: 'sent' | 'waiting' | 'nobody' | 'off' | 'not_needed'
  readonly mailedAt: string | null
  readonly mailFault: string | null
  readonly closedAt: string | null
  readonly seenAt: string | null
}
