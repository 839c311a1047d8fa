import type { Run } from '../../client/run.ts'
import { changedByRule } from './list/filter-rules.ts'
import { given } from './list/words.ts'
import { objectWords } from './object-words.ts'

/** Whether a run changed anything that stands in a list. */
export const hasChanged = ({ ledger }: Pick<Run, 'ledger'>): boolean => ledger.created + ledger.updated > 0

/** The list of what a run changed, where most of it stands; all of it where it changed nothing. */
export function whereChanged(run: Run) {
  const at = run.links ? '/saas-users' : objectWords[run.object].at
  const filter = hasChanged(run) ? changedByRule(run.id) : undefined
  const isOfArchived = run.archived * 2 > run.ledger.updated
  return { to: at, search: given({ filter, archived: filter && isOfArchived ? true : undefined }) }
}
