import { Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account } from '../../../client/access.ts'
import { api } from '../../parts/api.ts'
import { Fresh } from '../../parts/fresh.tsx'
import { PersonPicker } from '../../parts/person-picker.tsx'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { useRolesToGive } from '../../parts/roles-to-give.ts'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'

interface EditAccountProps {
  readonly account: Account
  /** One's own role is somebody else's to change. */
  readonly isOwn: boolean
  readonly opened: boolean
  onClose(): void
}

/** Changes what an account is called, what it may do, and who it is. */
export function EditAccountDialog({ account, isOwn, opened, onClose }: EditAccountProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={`Edit ${account.name}`}>
      <Fresh of={['account', account.id]} read={() => api.accounts.get(account.id)}>
        {(now) => <EditForm account={now} isOwn={isOwn} onClose={onClose} />}
      </Fresh>
    </Dialog>
  )
}

type Draft = Pick<Account, 'name' | 'role' | 'personId'>

function EditForm({ account, isOwn, onClose }: Omit<EditAccountProps, 'opened'>) {
  // What it began as: who edits again after a refusal changes only what they meant to.
  const [from] = useState(account)
  const [draft, setDraft] = useState<Draft>(from)
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }))
  const roles = useRolesToGive()
  const queries = useQueryClient()
  const update = useMutation({
    mutationFn: () => api.accounts.update(account.id, changed(from, draft)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['accounts'] })
      onClose()
    },
  })
  const problems = problemsByField(update.error)
  return (
    <DialogForm
      problem={generalProblem(update.error, ['name', 'role', 'personId'])}
      act="Save"
      isBusy={update.isPending}
      onClose={onClose}
      onSubmit={() => update.mutate()}
    >
      <TextInput
        label="Name"
        required
        value={draft.name}
        error={problems.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        autoFocus
        data-autofocus
      />
      {!isOwn && (
        <Select
          label="Role"
          description={
            draft.role === from.role
              ? 'What it may do'
              : 'Another role takes effect at once, and signs the account out everywhere'
          }
          data={roles.map(({ key, label }) => ({ value: key, label }))}
          allowDeselect={false}
          value={draft.role}
          error={problems.role}
          onChange={(role) => set({ role: role ?? draft.role })}
        />
      )}
      <PersonPicker
        label="Person"
        description="Who in the directory it is, if anybody; a role can let them see only themselves"
        value={draft.personId}
        error={problems.personId}
        onChange={(personId) => set({ personId })}
      />
    </DialogForm>
  )
}

/** Only what is another now: what somebody else changed meanwhile stays theirs. */
function changed(account: Account, draft: Draft) {
  return {
    ...(draft.name === account.name ? {} : { name: draft.name }),
    ...(draft.role === account.role ? {} : { role: draft.role }),
    ...(draft.personId === account.personId ? {} : { personId: draft.personId }),
  }
}
