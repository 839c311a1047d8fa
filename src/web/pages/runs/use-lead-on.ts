import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Run } from '../../../client/run.ts'
import { hasChanged, whereChanged } from '../../parts/run-list.ts'
import { isDone } from '../../parts/run-words.ts'

/** Whoever edited many from a list goes on in it, at those who were changed, once that is done; answers how it is asked for. */
export function useLeadOn(run: Run | undefined): () => void {
  const [asked, ask] = useState<string>()
  const navigate = useNavigate()
  useEffect(() => {
    if (!run || asked !== run.id || !isDone(run)) return
    ask(undefined)
    if (run.kind === 'edit' && hasChanged(run)) void navigate(whereChanged(run))
  }, [run, asked, navigate])
  return () => ask(run?.id)
}
