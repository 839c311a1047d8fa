import { useDocumentVisibility } from '@mantine/hooks'
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Run } from '../../../client/run.ts'
import { runQuery } from '../../parts/data/runs.ts'
import { isUnderWay } from '../../parts/run-words.ts'

/** A run that is told anew as it goes on; where the server does not tell, it is looked at again and again. */
export function useFollowedRun(id: string): UseQueryResult<Run> {
  const [isFollowed, setFollowed] = useState(false)
  const query = useQuery(runQuery(id, isFollowed))
  const queries = useQueryClient()
  const isGoingOn = query.data !== undefined && isUnderWay(query.data.state)
  // A browser has few connections to one server: pages that nobody sees keep none.
  const isSeen = useDocumentVisibility() === 'visible'
  useEffect(() => {
    if (!isGoingOn || !isSeen) return
    const source = new EventSource(`/api/runs/${encodeURIComponent(id)}/progress`)
    const end = () => {
      source.close()
      setFollowed(false)
    }
    source.onopen = () => setFollowed(true)
    source.onmessage = ({ data }: MessageEvent<string>) => {
      // It was written by our server, of the shape of a run.
      queries.setQueryData(runQuery(id).queryKey, JSON.parse(data) as Run)
    }
    source.addEventListener('end', end)
    source.onerror = end
    return end
  }, [id, isGoingOn, isSeen, queries])
  return query
}
