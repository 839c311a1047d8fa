import type { SaasUserLinks } from '../../../client/bulk-edit.ts'
import { api } from '../../parts/api.ts'
import type { Picked } from '../../parts/list/chosen.ts'
import { usePlan } from '../../parts/use-plan.ts'

/** Which SaaS users are chosen. */
export interface Which extends Picked {
  /** The application whose list it is; undefined: of all. */
  readonly applicationId?: string | undefined
}

/** Asks whose many SaaS users become, and goes to the plan. */
export const useLinks = (which: Which) =>
  usePlan((link: Omit<SaasUserLinks, 'saasUsers'>) =>
    api.saasUserLinks.create({ saasUsers: wantedOf(which), ...link }),
  )

/** What a dialog needs that says whose they become. */
export interface LinkDialogProps extends Pick<Picked, 'counted'> {
  readonly ask: ReturnType<typeof useLinks>
  onClose(): void
}

function wantedOf({ applicationId, chosen, words }: Which): SaasUserLinks['saasUsers'] {
  const ids = [...chosen.ids]
  const { filter, search, sort } = words
  return chosen.isAll ? { filter, search, sort, applicationId, but: ids } : { ids }
}
