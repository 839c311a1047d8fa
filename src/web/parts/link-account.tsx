import { Button, Group, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SaasUser } from '../../client/person.ts'
import { Dialog, DialogForm } from '../ui/dialog-form.tsx'
import { useFocusBack } from '../ui/focus.ts'
import { api } from './api.ts'
import { PersonPicker } from './person-picker.tsx'
import { generalProblem, problemsByField } from './problems.ts'

interface LinkProps {
  readonly account: Pick<SaasUser, 'id' | 'label' | 'vendorId' | 'personId' | 'isLinkedByHand'> &
    Partial<Pick<SaasUser, 'noPersonReason'>>
  onClose(): void
}

/** Says whose an account is, or that it is nobody's, whatever is loaded; or lets the sources say it again. */
export function LinkAccount({ account, onClose }: LinkProps) {
  useFocusBack()
  const [personId, setPerson] = useState(account.personId)
  const [reason, setReason] = useState(account.noPersonReason ?? '')
  const queries = useQueryClient()
  const link = useMutation({
    mutationFn: (next: string | null | undefined) =>
      next === null && reason.trim() !== ''
        ? api.saasUsers.needsNone(account.id, reason)
        : api.saasUsers.link(account.id, next),
    onSuccess: async () => {
      onClose()
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['saas'] }),
        queries.invalidateQueries({ queryKey: ['people'] }),
      ])
    },
  })
  return (
    <Dialog opened onClose={onClose} title={`Whose is ${account.label ?? account.vendorId}?`}>
      <DialogForm
        act="Save"
        isBusy={link.isPending}
        problem={generalProblem(link.error, ['personId', 'noPersonReason'])}
        onClose={onClose}
        onSubmit={() => link.mutate(personId)}
      >
        <PersonPicker
          label="Person"
          description="Whoever is chosen stays, whatever is loaded, until it is given back to the sources"
          value={personId}
          error={problemsByField(link.error).personId}
          onChange={setPerson}
        />
        {personId === null && (
          <TextInput
            label="Why it needs no person"
            description="Empty: whose it is stays open. Otherwise it no longer counts as without a person"
            placeholder="Service account, shared mailbox …"
            value={reason}
            error={problemsByField(link.error).noPersonReason}
            onChange={({ currentTarget: { value } }) => setReason(value)}
          />
        )}
        {account.isLinkedByHand && (
          <Group justify="space-between">
            <Text size="sm" c="dimmed" style={{ flex: 1 }}>
              This was said by hand.
            </Text>
            <Button
              variant="subtle"
              size="compact-sm"
              disabled={link.isPending}
              onClick={() => link.mutate(undefined)}
            >
              Give back to the sources
            </Button>
          </Group>
        )}
      </DialogForm>
    </Dialog>
  )
}
