import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { HandedLink } from '../../../client/access.ts'
import { api } from '../../parts/api.ts'
import { PersonPicker } from '../../parts/person-picker.tsx'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { useRolesToGive } from '../../parts/roles-to-give.ts'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'
import { HandedLinkDialog } from './handed-link.tsx'

interface InviteProps {
  readonly opened: boolean
  onClose(): void
}

/** Invites a person, or makes a service for programs. */
export function InviteDialog({ opened, onClose }: InviteProps) {
  const [handed, setHanded] = useState<HandedLink>()
  return (
    <>
      <Dialog opened={opened} onClose={onClose} title="Invite somebody, or make a service">
        <InviteForm onClose={onClose} onDone={setHanded} />
      </Dialog>
      <HandedLinkDialog handed={handed} onClose={() => setHanded(undefined)} />
    </>
  )
}

interface FormProps {
  onClose(): void
  onDone(handed: HandedLink): void
}

const shown = ['name', 'email', 'role', 'personId']

function InviteForm({ onClose, onDone }: FormProps) {
  const roles = useRolesToGive()
  const [kind, setKind] = useState<'person' | 'service'>('person')
  const [draft, setDraft] = useState({ name: '', email: '', role: '', personId: null as string | null })
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }))
  const queries = useQueryClient()
  const isPerson = kind === 'person'
  const invite = useMutation({
    mutationFn: () =>
      api.accounts.invite({
        kind,
        name: draft.name,
        role: draft.role,
        ...(isPerson ? { email: draft.email, personId: draft.personId ?? undefined } : {}),
      }),
    onSuccess: (handed) => {
      onClose()
      onDone(handed)
      return queries.invalidateQueries({ queryKey: ['accounts'] })
    },
  })
  const problems = problemsByField(invite.error)
  return (
    <DialogForm
      problem={generalProblem(invite.error, shown)}
      act={isPerson ? 'Invite' : 'Create'}
      isBusy={invite.isPending}
      onClose={onClose}
      onSubmit={() => invite.mutate()}
    >
      <SegmentedControl
        aria-label="Who the account is for"
        value={kind}
        onChange={(value) => setKind(value === 'service' ? 'service' : 'person')}
        data={[
          { value: 'person', label: 'A person, who signs in' },
          { value: 'service', label: 'A service, with tokens' },
        ]}
      />
      <TextInput
        label="Name"
        required
        value={draft.name}
        error={problems.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      {isPerson && (
        <TextInput
          label="E-mail address"
          description="They sign in with it, and the invitation goes there where e-mail is set up"
          type="email"
          required
          value={draft.email}
          error={problems.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
      )}
      <Select
        label="Role"
        description="What it may do; you can give what you may do yourself"
        placeholder="Choose one"
        data={roles.map(({ key, label }) => ({ value: key, label }))}
        allowDeselect={false}
        required
        value={draft.role || null}
        error={problems.role}
        onChange={(role) => set({ role: role ?? '' })}
      />
      {isPerson && (
        <PersonPicker
          label="Person"
          description="Who in the directory it is, if anybody; a role can let them see only themselves"
          value={draft.personId}
          error={problems.personId}
          onChange={(personId) => set({ personId })}
        />
      )}
    </DialogForm>
  )
}
