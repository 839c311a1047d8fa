import { lazy } from 'react'
import { ManyActs } from '../../parts/bulk/many-acts.tsx'
import { wantedOf } from '../../parts/bulk/use-bulk-edit.ts'
import type { Chosen } from '../../parts/list/chosen.ts'
import type { ListWords } from '../../parts/list/words.ts'
import { useTermsEdit } from './use-terms-edit.ts'

// Comes when somebody edits many.
const ManyTermsDialog = lazy(async () => ({
  default: (await import('./many-terms-dialog.tsx')).ManyTermsDialog,
}))

interface Which {
  readonly chosen: Chosen
  readonly words: ListWords
}

/** What can be done with many applications at once; each shows its plan first. */
export function ApplicationActs(which: Which) {
  const wanted = wantedOf(which)
  return (
    <ManyActs
      edit="Edit the terms"
      isArchived={which.words.archived === true}
      ask={useTermsEdit(wanted)}
      dialog={(close) => <ManyTermsDialog wanted={wanted} onClose={close} />}
    />
  )
}
