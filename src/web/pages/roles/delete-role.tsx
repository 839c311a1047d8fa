import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Role } from '../../../client/access.ts'
import { api } from '../../parts/api.ts'
import { Confirm } from '../../ui/confirm.tsx'

/** Deletes a role that nobody has any more. */
export function DeleteRole({ role }: { readonly role: Role }) {
  const [isAsked, ask] = useDisclosure(false)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => api.roles.remove(role.key),
    onSuccess: async () => {
      await navigate({ to: '/roles' })
      await queries.invalidateQueries({ queryKey: ['roles'] })
    },
  })
  return (
    <>
      <Button variant="default" color="red" onClick={ask.open}>
        Delete
      </Button>
      <Confirm
        opened={isAsked}
        title={`Delete ${role.label}?`}
        act="Delete"
        isDangerous
        typed={role.label}
        isBusy={remove.isPending}
        problem={remove.error?.message}
        onClose={ask.close}
        onConfirm={() => remove.mutate()}
      >
        A role that an account or a person has is not deleted: give them another first.
      </Confirm>
    </>
  )
}
