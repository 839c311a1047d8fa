import { useQueryClient } from '@tanstack/react-query'
import type { Run } from '../../../client/run.ts'
import { runQuery } from '../../parts/data/runs.ts'

/** What follows when something was decided about a run: it, and whatever it touches, is read anew. */
export function useRunChange({ id }: Pick<Run, 'id'>) {
  const queries = useQueryClient()
  return {
    onSuccess: (run: Run) => {
      if (run.id === id) queries.setQueryData(runQuery(id).queryKey, run)
    },
    onSettled: () => queries.invalidateQueries(),
  }
}
