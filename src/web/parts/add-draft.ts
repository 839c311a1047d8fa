import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Connector, ConnectorLoad } from '../../client/types.ts'
import { api } from './api.ts'
import { credentialsQuery } from './data/credentials.ts'
import { useMay } from './session.ts'

/** What a draft is made of. Without a credential, it gets the only one there is of its vendor. */
export interface NewDraft {
  readonly connector: Connector
  readonly load: ConnectorLoad
  readonly credentialId?: string
}

/** Makes a draft of an integration, and goes to it. */
export function useAddDraft() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const may = useMay()
  const onlyCredential = async (vendor: string): Promise<string | undefined> => {
    if (!may('credentials:read')) return undefined
    const [first, ...others] = (await queries.fetchQuery(credentialsQuery)).filter(
      ({ connector }) => connector === vendor,
    )
    return first && others.length === 0 ? first.id : undefined
  }
  return useMutation({
    mutationFn: async ({ connector, load, credentialId: wanted }: NewDraft) => {
      const credentialId = wanted ?? (await onlyCredential(connector.id))
      return api.integrations.create({
        connector: connector.id,
        load: load.key,
        name: await freeName(load.label),
        preference: 'create_update',
        ...(credentialId ? { credentialId } : {}),
      })
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['integrations'] })
      await navigate({ to: '/integrations/$id', params: { id } })
    },
  })
}

/** A second draft of the same load is numbered. */
async function freeName(label: string): Promise<string> {
  const names = new Set((await api.integrations.list()).items.map(({ name }) => name))
  const numbered = Array.from({ length: 50 }, (_, at) => `${label} ${at + 2}`)
  return [label, ...numbered].find((wanted) => !names.has(wanted)) ?? label
}
