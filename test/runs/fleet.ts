import type { World } from '../world.ts'
import type { Credential, Integration } from './story.ts'

/** Keeps a credential of a simulated Fleet, and makes an integration with it that is not mapped yet. */
export async function addFleet(world: World, { origin }: { readonly origin: string }): Promise<Integration> {
  const { body: credential } = await world.post<Credential>('/api/credentials', {
    connector: 'fleet',
    name: 'Fleet',
    settings: { apiToken: 'sim-token', baseUrl: origin },
  })
  const { body } = await world.post<Integration>('/api/integrations', {
    connector: 'fleet',
    load: 'devices',
    credentialId: credential.id,
  })
  return body
}

/** Maps it as Smart Mapping does; devices are found by their serial numbers. */
export async function mapFleet(world: World, { id }: Integration): Promise<Integration> {
  const path = `/api/integrations/${id}`
  await world.post(`${path}/smart-mapping`, { accept: true })
  const { body: drawn } = await world.get<Integration>(path)
  const mapping = { ...drawn.mapping, syncKeys: [{ field: 'serial_number', update: true }] }
  return (await world.patch<Integration>(path, { mapping })).body
}
