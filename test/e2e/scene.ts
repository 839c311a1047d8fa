import type { Integration } from '../../src/client/integration.ts'
import type { Run } from '../../src/client/run.ts'
import { type Desk, load, prepare } from './loaded.ts'
import type { Site } from './site.ts'

/** A directory with a past: loaded, changed at the vendor, planned anew, and a run that is held. */
export interface Scene {
  readonly integration: Integration
  readonly draft: Integration
  readonly plan: Run
  readonly held: Run
}

export async function setScene(desk: Desk, site: Site): Promise<Scene> {
  const integration = await prepare(desk, site)
  await desk.ask('POST', `/api/integrations/${integration.id}/sample`)
  await load(desk, integration)
  const { remove = [] } = site.vendor.mutate({ remove: 40 })
  const held = await desk.run(integration.id, 'apply')
  site.vendor.mutate({ return: remove, rename: 6, changeRole: 4, deactivate: 3, add: 4 })
  const other = await prepareDraft(desk, integration)
  return { integration, draft: other, held, plan: await desk.run(integration.id, 'plan') }
}

/** A second integration, half mapped. */
async function prepareDraft(desk: Desk, { credentialId, mapping }: Integration): Promise<Integration> {
  const { id } = await desk.ask<Integration>('POST', '/api/integrations', {
    connector: 'planhat',
    load: 'users',
    name: 'Planhat, United States',
    instance: 'us',
    credentialId,
    mapping: { entries: mapping.entries.filter(({ target }) => target !== 'role'), syncKeys: [] },
  })
  await desk.ask('POST', `/api/integrations/${id}/sample`)
  return desk.ask<Integration>('GET', `/api/integrations/${id}`)
}
