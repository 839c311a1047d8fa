import { Alert } from '@mantine/core'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CredentialTest } from '../../client/types.ts'
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
      <Alert color="red" variant="light" mt="sm" role="alert">
        {error.message}
      </Alert>
    )
  if (!data) return null
  return data.ok ? (
    <Alert color="green" variant="light" mt="sm" role="status">
      It works: the vendor let Muster in.
    </Alert>
  ) : (
    <Alert color="red" variant="light" mt="sm" role="status" title="It does not work">
      {data.message}
    </Alert>
  )
}
