import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Credential } from '../../client/types.ts'
import { Note } from '../ui/note.tsx'
import { api } from './api.ts'
import { CredentialFields } from './credential-fields.tsx'
import { connectorsQuery } from './data/integrations.ts'
import { given } from './new-credential.tsx'
import { generalProblem, problemsByField } from './problems.ts'

interface EditCredentialProps {
  readonly credential: Credential
  readonly opened: boolean
  onClose(): void
}

/** Renames a credential or gives it other secrets; those that are left empty stay. */
export function EditCredentialDialog({ credential, opened, onClose }: EditCredentialProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Edit ${credential.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <EditForm credential={credential} onClose={onClose} />
    </Modal>
  )
}

function EditForm({ credential, onClose }: Omit<EditCredentialProps, 'opened'>) {
  const [name, setName] = useState(credential.name)
  const [settings, setSettings] = useState<Readonly<Record<string, string>>>(credential.settings)
  const { data: connectors } = useQuery(connectorsQuery)
  const queries = useQueryClient()
  const connector = connectors?.find(({ id }) => id === credential.connector)
  const update = useMutation({
    mutationFn: () => api.credentials.update(credential.id, { name, settings: given(settings) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['credentials'] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    update.mutate()
  }
  const problem = generalProblem(update.error, [
    'name',
    ...(connector?.settings.map(({ key }) => `settings.${key}`) ?? []),
  ])
  return (
    <form onSubmit={submit}>
      <Stack>
        {problem && (
          <Note tone="bad" role="alert">
            {problem}
          </Note>
        )}
        <TextInput
          label="Name"
          value={name}
          required
          withAsterisk={false}
          error={problemsByField(update.error).name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {connector && (
          <CredentialFields
            connector={connector}
            isKept
            values={settings}
            problems={problemsByField(update.error, 'settings.')}
            onChange={(key, value) => setSettings((before) => ({ ...before, [key]: value }))}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" loading={update.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
