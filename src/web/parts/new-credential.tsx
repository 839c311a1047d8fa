import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Connector, Credential } from '../../client/types.ts'
import { Note } from '../ui/note.tsx'
import { Loading } from '../ui/states.tsx'
import { api } from './api.ts'
import { CredentialFields } from './credential-fields.tsx'
import { connectorsQuery } from './data/integrations.ts'
import { generalProblem, problemsByField } from './problems.ts'

interface NewCredentialProps {
  readonly opened: boolean
  /** The vendor it has to be of; can be chosen when left out. */
  readonly connector?: string
  onClose(): void
  onDone?(credential: Credential): void
}

/** Takes a new credential; the form is the one its connector asks for. */
export function NewCredentialDialog({ opened, connector, onClose, onDone }: NewCredentialProps) {
  const { data: connectors } = useQuery(connectorsQuery)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="New credential"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {connectors ? (
        <NewCredentialForm
          connectors={connectors.filter(({ id }) => connector === undefined || id === connector)}
          onClose={onClose}
          onDone={onDone}
        />
      ) : (
        <Loading lines={4} />
      )}
    </Modal>
  )
}

interface FormProps {
  readonly connectors: readonly Connector[]
  onClose(): void
  readonly onDone: ((credential: Credential) => void) | undefined
}

function NewCredentialForm({ connectors, onClose, onDone }: FormProps) {
  const [vendor, setVendor] = useState(connectors[0]?.id ?? '')
  const [name, setName] = useState('')
  const [settings, setSettings] = useState<Readonly<Record<string, string>>>({})
  const queries = useQueryClient()
  const connector = connectors.find(({ id }) => id === vendor)
  const create = useMutation({
    mutationFn: () =>
      api.credentials.create({
        connector: vendor,
        name: name || `${connector?.name} read-only`,
        settings: given(settings),
      }),
    onSuccess: async (credential) => {
      await queries.invalidateQueries({ queryKey: ['credentials'] })
      onDone?.(credential)
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // The dialog may stand in the form of a page.
    event.stopPropagation()
    create.mutate()
  }
  const problem = generalProblem(create.error, [
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
        {connectors.length > 1 && (
          <Select
            label="Vendor"
            data={connectors.map(({ id, name: label }) => ({ value: id, label }))}
            value={vendor}
            allowDeselect={false}
            onChange={(value) => setVendor(value ?? vendor)}
          />
        )}
        <TextInput
          label="Name"
          description="How you recognise it: what it may do, and for whom"
          placeholder={`${connector?.name ?? 'Vendor'} read-only`}
          value={name}
          error={problemsByField(create.error).name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {connector && (
          <CredentialFields
            connector={connector}
            values={settings}
            problems={problemsByField(create.error, 'settings.')}
            onChange={(key, value) => setSettings((before) => ({ ...before, [key]: value }))}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Those that were filled in: what is empty is as the connector has it. */
export const given = (settings: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))
