import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../../src/client/person.ts'
import { openBrowser } from './browser.ts'
import { deskOf, load, prepare } from './loaded.ts'
import { newSite, type Site } from './site.ts'
import { barriers, newVisit, setUp, type Visit } from './visit.ts'

let site: Site
let browser: Browser
let visit: Visit
let person: Person | undefined
beforeAll(async () => {
  ;[site, browser] = await Promise.all([newSite({ users: 30 }), openBrowser()])
  visit = await newVisit(browser, site)
  await setUp(visit, site)
  const desk = deskOf(visit.page.request, site)
  await load(desk, await prepare(desk, site))
  person = (await desk.ask<{ items: Person[] }>('GET', '/api/people?limit=1')).items[0]
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

async function look(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search, or go somewhere' }).fill(text)
}

it('a person is found by their name, and opened, by the keyboard alone', async () => {
  const { page, complaints } = visit
  await page.goto('/')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await look(page, String(person?.values.email))
  await page
    .getByRole('button', { name: String(person?.fullName) })
    .first()
    .waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/people/${person?.id}`)
  await page.getByRole('heading', { level: 1, name: String(person?.fullName) }).waitFor()
  expect(complaints).toEqual([])
})

it.each([
  ['planh', 'Planhat', /\/saas\/app_/],
  ['Without a person', 'SaaS users without a person', /\/saas-users\?filter=/],
  ['data mod', 'Data model', /\/fields/],
])('%s finds %s', async (text, label, place) => {
  const { page } = visit
  await look(page, text)
  await page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click()
  await page.waitForURL(place)
})

it('a run is found by its integration, and nothing of a name that nothing has', async () => {
  const { page } = visit
  await look(page, 'planhat')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Planhat succeeded/ })
    .waitFor()
  await page.getByRole('textbox', { name: 'Search, or go somewhere' }).fill('zzzz')
  await page.getByText('Nothing of that name').waitFor()
})
