import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonDetail } from '../../../client/person.ts'
import { api } from '../../parts/api.ts'
import { personName } from '../../parts/person-name.ts'
import { generalProblem } from '../../parts/problems.ts'
import { useChange } from '../../parts/record/use-change.ts'
import { useMay, useSeesAll } from '../../parts/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Note } from '../../ui/note.tsx'
import { RowMenu } from '../../ui/row-menu.tsx'
import { EraseDialog } from './erase.tsx'
import { saveEverything } from './save-everything.ts'

/** What can be done with a person as a whole. */
export function PersonActs({ person }: { readonly person: PersonDetail }) {
  const may = useMay()
  const seesAll = useSeesAll()
  const navigate = useNavigate()
  const [isAsked, ask] = useState(false)
  const [isErasing, askToErase] = useState(false)
  const save = useMutation({ mutationFn: () => saveEverything(person.id) })
  const isArchived = person.archivedAt !== null
  const act = isArchived ? 'Restore' : 'Archive'
  const merging = {
    label: 'Merge with somebody',
    run: () => void navigate({ to: '/people/$id/merge', params: { id: person.id } }),
  }
  const editing =
    may('people:write') && !person.isErased
      ? [{ label: act, run: () => ask(true) }, ...(isArchived || !seesAll ? [] : [merging])]
      : []
  const erasing = [
    { label: 'Export everything', run: () => save.mutate() },
    { label: 'Erase for good', isDangerous: true, run: () => askToErase(true) },
  ]
  const acts = [...editing, ...(may('people:erase') && !person.isErased ? erasing : [])]
  const change = useChange(
    'person',
    () => (isArchived ? api.people.restore(person.id) : api.people.archive(person.id)),
    () => ask(false),
  )
  return (
    <>
      {save.error && (
        <Note tone="bad" role="alert">
          {save.error.message}
        </Note>
      )}
      <RowMenu label={`More for ${personName(person)}`} acts={acts} />
      <Confirm
        opened={isAsked}
        title={`${act} ${personName(person)}`}
        act={act}
        isBusy={change.isPending}
        problem={generalProblem(change.error)}
        onClose={() => ask(false)}
        onConfirm={() => change.mutate()}
      >
        {isArchived
          ? 'They come back as the sources say by now, and what was edited by hand with them.'
          : 'They leave the lists and stay as they are, whatever is loaded. Their accounts and history stay, and they can be restored.'}
      </Confirm>
      <EraseDialog person={person} opened={isErasing} onClose={() => askToErase(false)} />
    </>
  )
}
