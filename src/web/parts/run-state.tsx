import type { RunState as State } from '../../client/run.ts'
import { Tag } from '../ui/tag.tsx'
import { runStates } from './run-words.ts'

/** How a run stands. */
export function RunState({ state }: { readonly state: State }) {
  const [word, tone] = runStates[state]
  return <Tag tone={tone}>{word}</Tag>
}
