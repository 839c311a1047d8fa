import { Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../parts/api.ts'
import { rolesQuery } from '../../parts/data/roles.ts'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { useMay } from '../../parts/session.ts'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'

interface NewRoleProps {
  readonly opened: boolean
  onClose(): void
}

/** Makes a role that begins as another; what it may do is changed on its page. */
export function NewRoleDialog({ opened, onClose }: NewRoleProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title="New role">
      <NewRoleForm onClose={onClose} />
    </Dialog>
  )
}

function NewRoleForm({ onClose }: { onClose(): void }) {
  const [label, setLabel] = useState('')
  const [like, setLike] = useState('viewer')
  const { data: roles = [] } = useQuery(rolesQuery)
  const may = useMay()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const model = roles.find(({ key }) => key === like)
  const create = useMutation({
    mutationFn: () =>
      api.roles.create({
        label,
        rights: model?.rights.filter(may) ?? [],
        filter: model?.filter ?? null,
        hiddenFields: model?.hiddenFields ?? [],
      }),
    onSuccess: async ({ key }) => {
      await queries.invalidateQueries({ queryKey: ['roles'] })
      await navigate({ to: '/roles/$key', params: { key } })
    },
  })
  return (
    <DialogForm
      problem={generalProblem(create.error, ['label'])}
      act="Create"
      isBusy={create.isPending}
      onClose={onClose}
      onSubmit={() => create.mutate()}
    >
      <TextInput
        label="Name"
        required
        value={label}
        error={problemsByField(create.error).label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        data-autofocus
      />
      <Select
        label="It begins as"
        description="You change what it may do before you give it to anybody"
        data={roles.map((role) => ({ value: role.key, label: role.label }))}
        allowDeselect={false}
        value={like}
        onChange={(key) => setLike(key ?? like)}
      />
    </DialogForm>
  )
}
