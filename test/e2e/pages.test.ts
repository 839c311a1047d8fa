import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SaasUser } from '../../src/client/person.ts'
import type { Page as Piece } from '../../src/client/types.ts'
import { openBrowser } from './browser.ts'
import { deskOf, load, prepare } from './loaded.ts'
import { newSite, type Site } from './site.ts'
import { barriers, newVisit, setUp, signIn, type Visit } from './visit.ts'

const eyes = [
  { scheme: 'light', width: 1440 },
  { scheme: 'dark', width: 390 },
] as const

let site: Site
let browser: Browser
let places: Readonly<Record<string, string>> = {}

beforeAll(async () => {
  ;[site, browser] = await Promise.all([newSite({ users: 12 }), openBrowser()])
  const visit = await newVisit(browser, site)
  await setUp(visit, site)
  const desk = deskOf(visit.page.request, site)
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
  const { items: users } = await desk.ask<Piece<SaasUser>>('GET', '/api/saas-users')
  const { items: applications } = await desk.ask<Piece<{ id: string }>>('GET', '/api/saas-applications')
  places = {
    Overview: '/',
    People: '/people',
    'a person': `/people/${users.find(({ personId }) => personId !== null)?.personId}`,
    SaaS: '/saas',
    'SaaS users': '/saas-users',
    'an application': `/saas/${applications[0]?.id}`,
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
  await visit.close()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

describe.each(eyes)('every page, $scheme and $width pixels wide', (look) => {
  let visit: Visit
  beforeAll(async () => {
    visit = await newVisit(browser, site, look)
    await signIn(visit)
  })
  afterAll(() => visit.close())

  it.each([
    'Overview',
    'People',
    'a person',
    'SaaS',
    'SaaS users',
    'an application',
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
  ])('keeps nobody out, fits, and says nothing to the console: %s', async (name) => {
    const { page, complaints } = visit
    await page.goto(places[name] ?? '')
    await page.locator('h1, h2').first().waitFor()
    await page.waitForLoadState('networkidle')
    expect(await barriers(visit)).toEqual([])
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(overflow).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
  })
})

it.each(eyes)('signing in keeps nobody out, $scheme and $width pixels wide', async (look) => {
  const visit = await newVisit(browser, site, look)
  await visit.page.goto('/sign-in')
  await visit.page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(await barriers(visit)).toEqual([])
  expect(visit.complaints).toEqual([])
  await visit.close()
})
