import type { Simulator } from '../../simulators/fleet/simulator.ts'
import type { SaasUser } from '../../src/client/person.ts'
import type { Page as Piece } from '../../src/client/types.ts'
import { type Desk, load, prepare, prepareHardware } from './loaded.ts'
import type { Site } from './site.ts'

/** Every page, by what people call it. */
export const placeNames = [
  'Overview',
  'People',
  'a person',
  'Duplicates',
  'SaaS',
  'SaaS users',
  'a SaaS user',
  'an application',
  'Hardware',
  'a device',
  'Installed',
  'a title',
  'an integration of devices',
  'Runs',
  'a run',
  'Notices',
  'Integrations',
  'an integration',
  'a draft',
  'Credentials',
  'Data model',
  'the account',
  'Accounts',
  'Roles',
  'a role',
  'Sign-in',
  'E-mail',
  'API tokens',
  'Webhooks',
  'a webhook',
  'Activity',
  'System',
  'nowhere',
] as const

export type Places = Readonly<Record<(typeof placeNames)[number], string>>

/** Loads people and makes one of everything that has a page; answers where each is. */
export async function fillPlaces(desk: Desk, site: Site, fleet: Simulator): Promise<Places> {
  const integration = await prepare(desk, site)
  await desk.ask('POST', `/api/integrations/${integration.id}/sample`)
  const run = await load(desk, integration)
  const draft = await desk.ask<{ id: string }>('POST', '/api/integrations', {
    connector: 'planhat',
    load: 'users',
    name: 'Planhat, second',
  })
  const webhook = await desk.ask<{ id: string }>('POST', '/api/webhooks', {
    name: 'Alerts',
    url: 'https://example.com/hooks',
    events: ['run.held'],
  })
  const hardware = await prepareHardware(desk, fleet.origin)
  await load(desk, hardware)
  const firstOf = async (path: string) => (await desk.ask<Piece<{ id: string }>>('GET', path)).items[0]?.id
  const { items: users } = await desk.ask<Piece<SaasUser>>('GET', '/api/saas-users')
  const { items: applications } = await desk.ask<Piece<{ id: string }>>('GET', '/api/saas-applications')
  return {
    Overview: '/',
    People: '/people',
    'a person': `/people/${users.find(({ personId }) => personId !== null)?.personId}`,
    Duplicates: '/duplicates',
    SaaS: '/saas',
    'SaaS users': '/saas-users',
    'a SaaS user': `/saas-users/${users.find(({ personId }) => personId !== null)?.id}`,
    'an application': `/saas/${applications[0]?.id}`,
    Hardware: '/hardware',
    'a device': `/hardware/${await firstOf('/api/devices')}`,
    Installed: '/software',
    'a title': `/software/${await firstOf('/api/software')}`,
    'an integration of devices': `/integrations/${hardware.id}`,
    Runs: '/runs',
    'a run': `/runs/${run.id}`,
    Notices: '/notices',
    Integrations: '/integrations',
    'an integration': `/integrations/${integration.id}`,
    'a draft': `/integrations/${draft.id}`,
    Credentials: '/credentials',
    'Data model': '/fields',
    'the account': '/account',
    Accounts: '/accounts',
    Roles: '/roles',
    'a role': '/roles/viewer',
    'Sign-in': '/providers',
    'E-mail': '/mail',
    'API tokens': '/tokens',
    Webhooks: '/webhooks',
    'a webhook': `/webhooks/${webhook.id}`,
    Activity: '/activity',
    System: '/system',
    nowhere: '/nowhere',
  }
}
