import { useMutation } from '@tanstack/react-query'
import type { View } from '../../../client/view.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { api } from '../api.ts'
import { useRoleLabel } from '../role-label.ts'

interface DeleteViewProps {
  readonly view: View
  readonly opened: boolean
  onClose(): void
  onDeleted(): void
}

/** Asks before a view is deleted, saying who loses it. */
export function DeleteView({ view, opened, onClose, onDeleted }: DeleteViewProps) {
  const roleLabel = useRoleLabel()
  const remove = useMutation({ mutationFn: () => api.views.remove(view.id), onSuccess: onDeleted })
  const losers = {
    private: 'Only you have it.',
    role: `Everybody of the role ${roleLabel(view.role ?? '')} loses it.`,
    everyone: 'Everybody loses it.',
  }
  return (
    <Confirm
      opened={opened}
      title={`Delete “${view.name}”?`}
      act="Delete"
      isDangerous
      isBusy={remove.isPending}
      problem={remove.error?.message}
      onClose={() => {
        remove.reset()
        onClose()
      }}
      onConfirm={() => remove.mutate()}
    >
      {losers[view.reach]} What it lists stays; the view does not come back.
    </Confirm>
  )
}
