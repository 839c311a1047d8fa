import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Integration } from '../../src/client/integration.ts'
import { openBrowser } from './browser.ts'
import { deskOf, prepare } from './loaded.ts'
import { newSite, type Site } from './site.ts'
import { barriers, newVisit, setUp, type Visit } from './visit.ts'

let site: Site
let browser: Browser
let visit: Visit
let integration: Integration

beforeAll(async () => {
  // Three pages of the vendor's list.
  ;[site, browser] = await Promise.all([newSite({ users: 4200 }), openBrowser()])
  visit = await newVisit(browser, site)
  await setUp(visit, site)
  integration = await prepare(deskOf(visit.page.request, site), site)
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const slow = (ms: number, page?: number) =>
  site.vendor.setFaults([
    { id: 'F4', variant: 'slow-headers', with: { ms }, ...(page === undefined ? {} : { on: { page } }) },
  ])

it('a first run tells what came so far, page by page, and no time that nobody can know', async () => {
  const { page } = visit
  slow(1500)
  await page.goto(`/integrations/${integration.id}`)
  await page.getByRole('region', { name: 'Launch' }).getByRole('button', { name: 'Preview plan' }).click()
  await page.getByText('Reads the list: 2,000 records so far').waitFor()
  expect(await page.getByText(/about .* (left|to read)$/).count()).toBe(0)
  await page.getByText('Reads the list: 4,000 records so far').waitFor()
  await page.getByRole('button', { name: 'Launch' }).click()
  await page.getByText('Succeeded').first().waitFor()
}, 60_000)

it('a later one tells how much of the list there is and how long it takes, and is stopped while it reads', async () => {
  const { page } = visit
  slow(60_000, 2)
  await page.goto(`/integrations/${integration.id}`)
  await page.getByRole('button', { name: 'Run now' }).click()
  await page.getByText('Reads the list: 4,000 of about 4,200 records').waitFor()
  await page.getByText(/^95 %, about \d+ s more to read$/).waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop the run' }).click()
  await page.getByText('Cancelled').first().waitFor()
  await page.getByText('Reads the list').waitFor({ state: 'detached' })
  expect(visit.complaints).toEqual([])
}, 60_000)
