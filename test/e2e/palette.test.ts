import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import type { Person } from '../../src/client/person.ts'
import { loadedSite } from './loaded-site.ts'
import { barriers } from './visit.ts'

const at = loadedSite(30)
let person: Person | undefined
beforeAll(async () => {
  person = (await at.desk.ask<{ items: Person[] }>('GET', '/api/people?limit=1')).items[0]
})

async function look(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search, or go somewhere' }).fill(text)
}

it('a person is found by their name, and opened, by the keyboard alone', async () => {
  const { page, complaints } = at.visit
  await page.goto('/')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await look(page, String(person?.values.email))
  await page
    .getByRole('button', { name: String(person?.fullName) })
    .first()
    .waitFor()
  expect(await barriers(at.visit)).toEqual([])
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
  const { page } = at.visit
  await look(page, text)
  await page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click()
  await page.waitForURL(place)
})

it('a run is found by its integration, and nothing of a name that nothing has', async () => {
  const { page } = at.visit
  await look(page, 'planhat')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Planhat succeeded/ })
    .waitFor()
  await page.getByRole('textbox', { name: 'Search, or go somewhere' }).fill('zzzz')
  await page.getByText('Nothing of that name').waitFor()
})
