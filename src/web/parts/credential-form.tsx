import { Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
  const [vendor, setVendor] = useState(credential?.connector ?? connectors[0]?.id ?? '')
  const [name, setName] = useState(credential?.name ?? '')
  const [expiresOn, setExpiresOn] = useState(credential?.expiresOn ?? '')
  const [settings, setSettings] = useState<Readonly<Record<string, string>>>(credential?.settings ?? {})
  const queries = useQueryClient()
  const connector = connectors.find(({ id }) => id === vendor)
  const usual = `${connector?.name ?? 'Vendor'} read-only`
  const save = useMutation({
    mutationFn: () => {
      const typed = { name: name || usual, settings: given(settings), expiresOn: expiresOn || null }
      return credential
        ? api.credentials.update(credential.id, changed(credential, typed))
        : api.credentials.create({ connector: vendor, ...typed })
    },
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: ['credentials'] })
      onDone?.(saved)
      onClose()
    },
  })
  const problems = problemsByField(save.error)
  const shown = ['name', 'expiresOn', ...(connector?.settings.map(({ key }) => `settings.${key}`) ?? [])]
  return (
    <DialogForm
      problem={generalProblem(save.error, shown)}
      act={credential ? 'Save' : 'Create'}
      isBusy={save.isPending}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      {connectors.length > 1 && !credential && (
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
        placeholder={usual}
        required={credential !== undefined}
        withAsterisk={false}
        value={name}
        error={problems.name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoFocus
        data-autofocus
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
