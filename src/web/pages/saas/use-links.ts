import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { SaasUserLinks } from '../../../client/bulk-edit.ts'
import { api } from '../../parts/api.ts'
import type { Chosen } from '../../parts/list/chosen.ts'
import type { ListWords } from '../../parts/list/words.ts'

/** Which SaaS users are chosen. */
export interface Which {
  /** The application whose list it is; undefined: of all. */
  readonly applicationId?: string | undefined
  readonly chosen: Chosen
  readonly words: ListWords
}

export type AskLinks = ReturnType<typeof useLinks>

/** Asks whose many SaaS users become, and goes to the plan. */
export function useLinks(which: Which) {
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (link: Omit<SaasUserLinks, 'saasUsers'>) =>
      api.saasUserLinks.create({ saasUsers: wantedOf(which), ...link }),
    onSuccess: ({ id }) => void navigate({ to: '/runs/$id', params: { id } }),
  })
}

function wantedOf({ applicationId, chosen, words }: Which): SaasUserLinks['saasUsers'] {
  const ids = [...chosen.ids]
  const { filter, search, sort } = words
  return chosen.isAll ? { filter, search, sort, applicationId, but: ids } : { ids }
}
