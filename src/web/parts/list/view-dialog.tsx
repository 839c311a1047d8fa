import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { View, ViewedList } from '../../../client/view.ts'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'
import { useFocusBack } from '../../ui/focus.ts'
import { dayText } from '../../ui/time.ts'
import { api } from '../api.ts'
import { rolesQuery } from '../data/roles.ts'
import { problemsByField } from '../problems.ts'
import { useMay } from '../session.ts'
import { DeleteView } from './delete-view.tsx'
import { HiddenFrom } from './hidden-from.tsx'
import type { Viewed } from './use-views.ts'
import { keptWords, type ListWords } from './words.ts'

interface DialogProps {
  readonly list: ViewedList
  readonly edited: View | 'new'
  readonly viewed: Viewed
  onClose(): void
}

/** The reach of a view, and the role behind a colon. */
const reachOf = ({ reach, role }: Pick<View, 'reach' | 'role'>) => (role === null ? reach : `role:${role}`)

/** Names a view, says who has it, and whether the list comes like this. */
export function ViewDialog({ list, edited, viewed, onClose }: DialogProps) {
  const view = edited === 'new' ? undefined : edited
  useFocusBack()
  const may = useMay()
  const [name, setName] = useState(view?.name ?? '')
  const [isDefault, setDefault] = useState(view?.isDefault ?? false)
  const [reach, setReach] = useState(view ? reachOf(view) : 'private')
  const [keepsDay, keepDay] = useState(true)
  const [isDeleting, deletion] = useDisclosure(false)
  const { asOf } = viewed.words
  const client = useQueryClient()
  const done = async (next: View | undefined) => {
    await client.invalidateQueries({ queryKey: ['views'] })
    viewed.show(next)
    onClose()
  }
  const keep = useMutation({
    mutationFn: () => {
      const words = { ...viewed.words, asOf: keepsDay ? asOf : undefined }
      return keepView({ list, view, name, isDefault, reach, words })
    },
    onSuccess: done,
  })
  const problems = problemsByField(keep.error)
  return (
    <Dialog opened onClose={onClose} isBehind={isDeleting} title={view ? 'Edit the view' : 'Keep as a view'}>
      <DialogForm
        act={view ? 'Save' : 'Keep'}
        isBusy={keep.isPending}
        problem={keep.error && !problems.name ? (problems.role ?? keep.error.message) : undefined}
        onClose={onClose}
        onSubmit={() => keep.mutate()}
      >
        <TextInput
          data-autofocus
          label="Name"
          required
          value={name}
          error={problems.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {may('views:write') && <ReachChoice value={reach} onChange={setReach} />}
        {reach !== 'private' && (
          <HiddenFrom list={list} view={view} words={viewed.words} to={reach.replace('role:', '')} />
        )}
        {!view && asOf && (
          <Checkbox
            label={`Always as of ${dayText(asOf)}`}
            description="Otherwise it is of the day on which it is looked at"
            checked={keepsDay}
            onChange={(event) => keepDay(event.currentTarget.checked)}
          />
        )}
        <Checkbox
          label="Open the list with this view"
          checked={isDefault}
          onChange={(event) => setDefault(event.currentTarget.checked)}
        />
        {view && (
          <Group>
            <Button variant="subtle" color="red" size="compact-sm" onClick={deletion.open}>
              Delete this view
            </Button>
          </Group>
        )}
      </DialogForm>
      {view && (
        <DeleteView
          view={view}
          opened={isDeleting}
          onClose={deletion.close}
          onDeleted={() => done(undefined)}
        />
      )}
    </Dialog>
  )
}

function ReachChoice({ value, onChange }: { readonly value: string; onChange(value: string): void }) {
  const may = useMay()
  const { data: roles = [] } = useQuery({ ...rolesQuery, enabled: may('roles:read') })
  return (
    <Select
      label="Who has it"
      allowDeselect={false}
      data={[
        { value: 'private', label: 'Only me' },
        ...roles.map(({ key, label }) => ({ value: `role:${key}`, label: `Everybody of the role ${label}` })),
        { value: 'everyone', label: 'Everybody' },
      ]}
      value={value}
      onChange={(chosen) => onChange(chosen ?? 'private')}
    />
  )
}

interface Wanted extends Pick<DialogProps, 'list'> {
  readonly words: ListWords
  readonly view: View | undefined
  readonly name: string
  readonly isDefault: boolean
  readonly reach: string
}

/** Who has it is said together with its name, which may be free only there. */
async function keepView({ list, view, name, isDefault, reach, words }: Wanted): Promise<View> {
  // The words of an address are those of a view, without those that say nothing.
  const kept = view ?? (await api.views.create({ list, name, words: keptWords(words) as View['words'] }))
  if (reachOf(kept) === reach) return api.views.update(kept.id, { name, isDefault })
  return api.views.share(kept.id, { ...readReach(reach), name, isDefault }).catch(async (error: unknown) => {
    // Asked again, its name would be taken.
    if (!view) await api.views.remove(kept.id)
    throw error
  })
}

function readReach(text: string): Pick<View, 'reach' | 'role'> {
  if (text.startsWith('role:')) return { reach: 'role', role: text.slice('role:'.length) }
  return { reach: text === 'everyone' ? 'everyone' : 'private', role: null }
}
