import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Session } from '../../client/account.ts'
import { ApiError } from '../../client/api-error.ts'
import { api } from './api.ts'
import { queryClient } from './query-client.ts'

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: readSession, staleTime: 60_000 })

async function readSession(): Promise<Session | null> {
  const { dataset } = document.documentElement
  // The page knows whether this browser has kept a session; only the first look may trust it.
  const isHopeless = dataset.session === 'none'
  dataset.session = 'asked'
  if (isHopeless) return null
  try {
    return await api.session.get()
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not.signed-in') return null
    throw error
  }
}

/** Takes over a session that was just begun. */
export function keepSession(session: Session): void {
  queryClient.setQueryData(sessionQuery.queryKey, session)
}

/** Who is signed in, on pages that nobody else sees. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data) throw new Error('nobody is signed in')
  return data
}

/** Whether they see everything of everybody: only they can tell who is twice in the directory. */
export function useSeesAll(): boolean {
  const { seesEverybody, hiddenFields } = useSession()
  return seesEverybody && hiddenFields.length === 0
}

const knownBy = ['username', 'email', 'first_name', 'last_name', 'display_name']

/** Whether they see everybody, and all by which people are known: only they can say whose many SaaS users are. */
export function useSeesNames(): boolean {
  const { seesEverybody, hiddenFields } = useSession()
  return seesEverybody && !knownBy.some((key) => hiddenFields.includes(key))
}

/** Whether they have a right. */
export function useMay(): (right: string) => boolean {
  const { rights } = useSession()
  return (right) => rights.includes(right)
}
