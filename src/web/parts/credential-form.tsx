import { Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../../client/api-error.ts'
import type { Connector, Credential, CredentialPatch } from '../../client/types.ts'
import { DialogForm } from '../ui/dialog-form.tsx'
import { api } from './api.ts'
import { CredentialFields } from './credential-fields.tsx'
import { generalProblem, problemsByField } from './problems.ts'

interface CredentialFormProps {
  /** The vendors it can be of. */
  readonly connectors: readonly Connector[]
  /** The one that is edited: secrets that are left empty stay. Without, a new one is kept. */
  readonly credential?: Credential | undefined
  onClose(): void
  readonly onDone?: ((credential: Credential) => void) | undefined
}

/** What a credential is called, what it consists of, and until when it works; drawn from its connector. */
export function CredentialForm({ connectors, credential: now, onClose, onDone }: CredentialFormProps) {
  // What it began as: who edits again after a refusal changes only what they meant to.
  const [credential] = useState(now)
  const [vendor, setVendor] = useState(credential?.connector ?? onlyOf(connectors))
  const [name, setName] = useState(credential?.name ?? '')
  const [expiresOn, setExpiresOn] = useState(credential?.expiresOn ?? '')
  const [settings, setSettings] = useState<Readonly<Record<string, string>>>(credential?.settings ?? {})
  const queries = useQueryClient()
  const connector = connectors.find(({ id }) => id === vendor)
  const usual = `${connector?.name ?? 'Vendor'} read-only`
  const save = useMutation({
    mutationFn: async () => {
      if (!connector) throw new ApiError('input.invalid', missing.message, [missing])
      const typed = { name: name || usual, settings: given(settings), expiresOn: expiresOn || null }
      return credential
        ? api.credentials.update(credential.id, changed(credential, typed))
        : api.credentials.create({ connector: connector.id, ...typed })
    },
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: ['credentials'] })
      onDone?.(saved)
      onClose()
    },
  })
  const problems = problemsByField(save.error)
  const isChosen = connectors.length > 1 && !credential
  const shown = [
    'connector',
    'name',
    'expiresOn',
    ...(connector?.settings.map(({ key }) => `settings.${key}`) ?? []),
  ]
  return (
    <DialogForm
      problem={generalProblem(save.error, shown)}
      act={credential ? 'Save' : 'Create'}
      isBusy={save.isPending}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      {isChosen && (
        <Select
          label="Vendor"
          data={connectors.map(({ id, name: label }) => ({ value: id, label }))}
          placeholder="Choose whose it is"
          value={vendor}
          error={problems.connector}
          allowDeselect={false}
          autoFocus
          data-autofocus
          onChange={(chosen) => {
            setVendor(chosen)
            save.reset()
          }}
        />
      )}
      <TextInput
        label="Name"
        description="How you recognise it: what it may do, and for whom"
        placeholder={usual}
        required={credential !== undefined}
        value={name}
        error={problems.name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoFocus={!isChosen}
        data-autofocus={!isChosen || undefined}
      />
      {connector && (
        <CredentialFields
          connector={connector}
          isKept={credential !== undefined}
          values={settings}
          problems={problemsByField(save.error, 'settings.')}
          onChange={(key, value) => setSettings((before) => ({ ...before, [key]: value }))}
        />
      )}
      <TextInput
        type="date"
        label="Expires on"
        description="Where the vendor ends it; shown here before it does"
        value={expiresOn}
        error={problems.expiresOn}
        onChange={(event) => setExpiresOn(event.currentTarget.value)}
      />
    </DialogForm>
  )
}

const missing = { field: 'connector', message: 'Choose whose it is' }

/** The vendor, where there is no choice. */
const onlyOf = (connectors: readonly Connector[]): string | null =>
  connectors.length === 1 ? (connectors[0]?.id ?? null) : null

/** Those that were filled in: what is empty is as the connector has it, or stays. */
const given = (settings: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))

type Typed = Pick<Credential, 'name' | 'settings' | 'expiresOn'>

/** Only what is another now: what somebody else changed meanwhile stays theirs. */
function changed(credential: Credential, { name, settings, expiresOn }: Typed): CredentialPatch {
  const others = Object.entries(settings).filter(([key, value]) => credential.settings[key] !== value)
  return {
    ...(name === credential.name ? {} : { name }),
    ...(others.length === 0 ? {} : { settings: Object.fromEntries(others) }),
    ...(expiresOn === credential.expiresOn ? {} : { expiresOn }),
  }
}
