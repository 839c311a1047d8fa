import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CredentialTest } from '../../client/types.ts'
import { Note } from '../ui/note.tsx'
import { api } from './api.ts'

type Test = UseMutationResult<CredentialTest, Error, void>

/** Asks the vendor whether a credential opens it. */
export function useCredentialTest(id: string): Test {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => api.credentials.test(id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['credentials'] }),
  })
}

/** What the vendor said, in plain words. */
export function CredentialVerdict({
  test: { data, error },
}: {
  readonly test: Pick<Test, 'data' | 'error'>
}) {
  if (error)
    return (
      <Note tone="bad" role="alert">
        {error.message}
      </Note>
    )
  if (!data) return null
  return data.ok ? (
    <Note tone="ok" role="status">
      It works: the vendor let Muster in.
    </Note>
  ) : (
    <Note tone="bad" role="status" title="It does not work">
      {data.message}
    </Note>
  )
}
