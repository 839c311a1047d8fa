import type { Simulator } from '../../simulators/fleet/simulator.ts'
import type { Integration } from '../../src/client/integration.ts'
import type { Run } from '../../src/client/run.ts'
import { type Desk, load, prepare, prepareHardware } from './loaded.ts'
import type { Site } from './site.ts'

/** A directory with a past: loaded, changed at the vendor, planned anew, and a run that is held. */
export interface Scene {
  readonly integration: Integration
  readonly draft: Integration
  readonly plan: Run
  readonly held: Run
  /** Hardware is loaded, too, and this is the plan of what changed since. */
  readonly hardware: { readonly integration: Integration; readonly plan: Run }
}

export async function setScene(desk: Desk, site: Site, fleet: Simulator): Promise<Scene> {
  const integration = await prepare(desk, site)
  await desk.ask('POST', `/api/integrations/${integration.id}/sample`)
  await load(desk, integration)
  const { remove = [] } = site.vendor.mutate({ remove: 40 })
  const held = await desk.run(integration.id, 'apply')
  site.vendor.mutate({ return: remove, rename: 6, changeRole: 4, deactivate: 3, add: 4 })
  const other = await prepareDraft(desk, integration)
  await buySeats(desk)
  const hardware = await setHardware(desk, fleet)
  return { integration, draft: other, held, hardware, plan: await desk.run(integration.id, 'plan') }
}

async function setHardware(desk: Desk, fleet: Simulator): Promise<Scene['hardware']> {
  const integration = await prepareHardware(desk, fleet.origin)
  await load(desk, integration)
  fleet.mutate({ upgrade: 4, reassign: 2, add: 2 })
  return { integration, plan: await desk.run(integration.id, 'plan') }
}

/** What no vendor tells of the application. */
async function buySeats(desk: Desk): Promise<void> {
  const { items } = await desk.ask<{ items: { id: string }[] }>('GET', '/api/saas-applications')
  const people = await desk.ask<{ items: { id: string }[] }>('GET', '/api/people?limit=1')
  await desk.ask('PATCH', `/api/saas-applications/${items[0]?.id}`, {
    seats: 150,
    pricePerSeat: 45,
    pricePeriod: 'month',
    currency: 'EUR',
    renewalDate: '2031-01-31',
    ownerId: people.items[0]?.id ?? null,
    notes:
      'Bought through the reseller; the contract is extended by a year unless it is ended three months before.',
  })
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
