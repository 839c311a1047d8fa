import type { Integration } from '../../client/integration.ts'
import { Tag, type Tone } from '../ui/tag.tsx'

/** How an integration stands in a word: its state, or what is wrong with it. */
function integrationState({ state, health }: Pick<Integration, 'state' | 'health'>): [string, Tone] {
  if (state === 'draft') return ['Draft', 'quiet']
  if (health === 'held') return ['Held', 'held']
  if (health === 'failing') return ['Failing', 'bad']
  if (state === 'paused') return ['Paused', 'warning']
  return health === 'warning' ? ['Some records failed', 'warning'] : ['Active', 'ok']
}

export function IntegrationState({ of }: { readonly of: Pick<Integration, 'state' | 'health'> }) {
  const [word, tone] = integrationState(of)
  return <Tag tone={tone}>{word}</Tag>
}
