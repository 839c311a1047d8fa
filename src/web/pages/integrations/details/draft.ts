import type { Integration } from '../../../../client/integration.ts'

/** What of an integration is chosen among its details. */
export type DetailsDraft = Pick<
  Integration,
  'name' | 'selection' | 'preference' | 'instance' | 'absent' | 'contacts' | 'limits' | 'conditions'
>
