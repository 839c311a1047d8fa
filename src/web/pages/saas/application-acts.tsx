import { lazy } from 'react'
import { ManyActs } from '../../parts/bulk/many-acts.tsx'
import { wantedOf } from '../../parts/bulk/use-bulk-edit.ts'
import type { Picked } from '../../parts/list/chosen.ts'
import { useTermsEdit } from './use-terms-edit.ts'

// Comes when somebody edits many.
const ManyTermsDialog = lazy(async () => ({
  default: (await import('./many-terms-dialog.tsx')).ManyTermsDialog,
}))

/** What can be done with many applications at once; each shows its plan first. */
export function ApplicationActs(picked: Picked) {
  const wanted = wantedOf(picked)
  return (
    <ManyActs
      edit="Edit the terms"
      isArchived={picked.words.archived === true}
      ask={useTermsEdit(wanted)}
      dialog={(close) => <ManyTermsDialog wanted={wanted} counted={picked.counted} onClose={close} />}
    />
  )
}
