import { PasswordInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Provider } from '../../../client/provider.ts'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { useRolesToGive } from '../../parts/roles-to-give.ts'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { GroupRoles } from './group-roles.tsx'

type Typed = 'label' | 'issuer' | 'clientId' | 'defaultRole' | 'groupClaim' | 'groupRoles'

export type ProviderDraft = Pick<Provider, Typed> & { readonly clientSecret: string }

interface ProviderFormProps {
  /** The one that is edited; undefined: a new one. */
  readonly provider?: Provider
  readonly error: Error | null
  readonly isBusy: boolean
  onClose(): void
  onSave(draft: ProviderDraft): void
}

const empty: ProviderDraft = {
  label: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  defaultRole: null,
  groupClaim: 'groups',
  groupRoles: [],
}
const shown = ['label', 'issuer', 'clientId', 'clientSecret', 'defaultRole', 'groupClaim', 'groupRoles']

/** What an identity provider is asked with, and which roles it gives. */
export function ProviderForm({ provider, error, isBusy, onClose, onSave }: ProviderFormProps) {
  const [draft, setDraft] = useState<ProviderDraft>(() => draftOf(provider))
  const set = (change: Partial<ProviderDraft>) => setDraft((before) => ({ ...before, ...change }))
  const roles = useRolesToGive()
  const problems = problemsByField(error)
  const text = (key: 'label' | 'issuer' | 'clientId' | 'clientSecret' | 'groupClaim') => ({
    required: true,
    autoComplete: 'off',
    spellCheck: false,
    value: draft[key],
    error: problems[key],
    onChange: (event: { currentTarget: { value: string } }) => set({ [key]: event.currentTarget.value }),
  })
  return (
    <DialogForm
      problem={generalProblem(error, shown)}
      act={provider ? 'Save' : 'Add'}
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={() => onSave(draft)}
    >
      <TextInput
        {...text('label')}
        label="Name"
        description="Stands on the button: Sign in with …"
        autoFocus
        data-autofocus
      />
      <TextInput
        {...text('issuer')}
        label="Address"
        description={
          provider
            ? 'Stays; for another, add another provider'
            : 'The issuer, below which /.well-known/openid-configuration is found'
        }
        placeholder="https://login.example.com"
        inputMode="url"
        disabled={provider !== undefined}
      />
      <TextInput {...text('clientId')} label="Client ID" />
      <PasswordInput
        {...text('clientSecret')}
        label="Client secret"
        description="Sealed when it is saved, and sent to the provider alone"
        autoComplete="new-password"
        required={!provider}
        placeholder={provider ? 'Kept; type a new one to replace it' : ''}
      />
      <Select
        label="Who comes without an account"
        description="By an e-mail address that the provider verified"
        placeholder="Is not let in"
        data={roles.map(({ key, label }) => ({ value: key, label: `Gets one, as ${label}` }))}
        clearable
        clearButtonProps={{ 'aria-label': 'Nobody is let in' }}
        value={draft.defaultRole}
        error={problems.defaultRole}
        onChange={(defaultRole) => set({ defaultRole })}
      />
      <GroupRoles
        value={draft.groupRoles}
        claim={text('groupClaim')}
        roles={roles}
        error={problems.groupRoles}
        onChange={(groupRoles) => set({ groupRoles })}
      />
    </DialogForm>
  )
}

function draftOf(provider: Provider | undefined): ProviderDraft {
  if (!provider) return empty
  const { label, issuer, clientId, defaultRole, groupClaim, groupRoles } = provider
  return { label, issuer, clientId, clientSecret: '', defaultRole, groupClaim, groupRoles }
}
