import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import {
  addIntegration,
  chooseDetails,
  chooseSchedule,
  goTo,
  keepCredential,
  launch,
  mapFields,
} from './load.ts'
import { newSite, type Site } from './site.ts'
import { newVisit, setUp, type Visit } from './visit.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

describe.each([1440, 390])('the procedure, %i pixels wide', (width) => {
  let site: Site
  let visit: Visit
  beforeAll(async () => {
    site = await newSite({ users: 60 })
    visit = await newVisit(browser, site, { width })
  })
  afterAll(async () => {
    await visit.close()
    await site.close()
  })

  it('leads from the setup code to people and their SaaS users, in its order', async () => {
    const { page } = visit
    await setUp(visit, site)
    await keepCredential(page, site)
    await addIntegration(page)
    await page.getByText('4 things missing before launch').waitFor()
    await page.getByRole('link', { name: /^Choose the Role/ }).waitFor()
    await chooseDetails(page)
    await chooseSchedule(page)
    await mapFields(page)
    await launch(page)

    await goTo(page, 'People')
    // Only what is in sight is drawn; the table says how many there are.
    const rows = page
      .getByRole('table', { name: 'People' })
      .and(page.locator('[aria-rowcount]:not([aria-rowcount="-1"])'))
    expect(Number(await rows.getAttribute('aria-rowcount'))).toBeGreaterThan(50)
    await goTo(page, 'SaaS')
    await page.getByRole('table').getByRole('link', { name: 'Planhat' }).click()
    await page.getByRole('table', { name: 'SaaS users' }).waitFor()
    expect(await page.getByText('Active', { exact: true }).count()).toBeGreaterThan(10)
    await page.getByText('Planhat does not tell when they were last active').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    expect(visit.complaints).toEqual([])
  }, 120_000)
})
