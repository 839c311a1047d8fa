import { TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../../client/access.ts'
import { api } from '../../parts/api.ts'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'

interface RenameRoleProps {
  readonly role: Role
  readonly opened: boolean
  onClose(): void
}

/** Calls a role something else; whoever has it keeps it. */
export function RenameRoleDialog({ role, opened, onClose }: RenameRoleProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={`Rename ${role.label}`}>
      <RenameForm role={role} onClose={onClose} />
    </Dialog>
  )
}

function RenameForm({ role, onClose }: Omit<RenameRoleProps, 'opened'>) {
  const [label, setLabel] = useState(role.label)
  const queries = useQueryClient()
  const rename = useMutation({
    mutationFn: () => api.roles.update(role.key, { label }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['roles'] })
      onClose()
    },
  })
  return (
    <DialogForm
      problem={generalProblem(rename.error, ['label'])}
      act="Save"
      isBusy={rename.isPending}
      onClose={onClose}
      onSubmit={() => rename.mutate()}
    >
      <TextInput
        label="Name"
        required
        value={label}
        error={problemsByField(rename.error).label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        data-autofocus
      />
    </DialogForm>
  )
}
