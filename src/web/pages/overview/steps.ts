import type { Integration } from '../../../client/integration.ts'
import type { Credential } from '../../../client/types.ts'

/** One step on the way to a first list of people. */
export interface Step {
  readonly title: string
  readonly text: string
  readonly to: string
  /** What opens there at once. */
  readonly hash?: 'new'
  readonly isDone: boolean
}

/** The steps, as far as they are done by what is there. */
export function gettingStarted(
  credentials: readonly Pick<Credential, 'id'>[],
  integrations: readonly Pick<Integration, 'id' | 'state' | 'missing' | 'launchedAt'>[],
): readonly Step[] {
  const [first] = integrations
  const own = first ? `/integrations/${first.id}` : '/integrations'
  const isLaunched = integrations.some(({ launchedAt }) => launchedAt !== null)
  return [
    {
      title: 'Keep a credential',
      text: 'The token by which a vendor lets Muster read. It can be tried at once.',
      to: '/credentials',
      hash: 'new',
      isDone: credentials.length > 0,
    },
    {
      title: 'Add an integration',
      text: 'Choose what is loaded from the catalogue.',
      to: '/integrations',
      isDone: integrations.length > 0,
    },
    {
      title: 'Map its fields',
      text: 'Smart Mapping proposes most of it; you choose the role and the sync key.',
      to: own,
      isDone: isLaunched || integrations.some(({ missing }) => missing.length === 0),
    },
    {
      title: 'Look at the plan, and launch',
      text: 'Person by person, what would happen. Nothing happens before you have seen it.',
      to: own,
      isDone: isLaunched,
    },
  ]
}
