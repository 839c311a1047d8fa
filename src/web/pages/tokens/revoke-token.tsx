import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Token } from '../../../client/access.ts'
import { api } from '../../parts/api.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { focusPage } from '../../ui/focus-page.ts'
import { useLast } from '../../ui/use-last.ts'

interface RevokeTokenProps {
  /** Nothing is asked without one. */
  readonly token: Token | undefined
  onClose(): void
}

/** Ends a token for good. */
export function RevokeToken({ token, onClose }: RevokeTokenProps) {
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: (id: string) => api.tokens.remove(id),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['tokens'] })
      focusPage()
    },
  })
  const shown = useLast(token)
  return (
    <Confirm
      opened={token !== undefined}
      title={`Revoke ${shown?.name}?`}
      act="Revoke"
      isDangerous
      isBusy={revoke.isPending}
      problem={revoke.error?.message}
      onClose={() => {
        revoke.reset()
        onClose()
      }}
      onConfirm={() => token && revoke.mutate(token.id)}
    >
      Whatever uses it is refused from the next request on. This cannot be taken back; make another token
      instead.
    </Confirm>
  )
}
