import { useInfiniteQuery } from '@tanstack/react-query'
import { applicationChangesQuery } from '../../parts/data/saas.ts'
import { History } from '../../parts/record/history.tsx'
import { useMay } from '../../parts/session.ts'

/** Who wrote which terms of an application, the newest first. */
export function ApplicationHistory({ id }: { readonly id: string }) {
  const may = useMay()
  const query = useInfiniteQuery({ ...applicationChangesQuery(id), enabled: may('saas-applications:read') })
  if (!may('saas-applications:read')) return null
  return (
    <History
      query={query}
      lead="Every change of the terms, with what was before"
      unchanged="Nobody has changed the terms since their history is kept."
    />
  )
}
