import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { deskOf, load, prepare } from './loaded.ts'
import { newSite, type Site } from './site.ts'
import { barriers, newVisit, setUp, type Visit } from './visit.ts'

let site: Site
let browser: Browser
let visit: Visit
beforeAll(async () => {
  ;[site, browser] = await Promise.all([newSite({ users: 8 }), openBrowser()])
  visit = await newVisit(browser, site)
  await setUp(visit, site)
  const desk = deskOf(visit.page.request, site)
  await load(desk, await prepare(desk, site))
  const rights = ['people:read', 'fields:read']
  await desk.ask('POST', '/api/roles', { label: 'Reception', rights })
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

it('fields are put in another order, by buttons and by drawing, and pages of people follow', async () => {
  const { page, complaints } = visit
  await page.goto('/fields')
  await page
    .getByRole('table', { name: 'Objects' })
    .getByRole('row', { name: /^People.*8$/ })
    .waitFor()
  await page.getByRole('button', { name: 'Change the order' }).click()
  const dialog = page.getByRole('dialog', { name: 'Order of fields' })
  await dialog.getByRole('button', { name: 'Move Email up' }).focus()
  await page.keyboard.press('Enter')
  await page.locator(':focus[aria-label="Move Email up"]').waitFor()
  const line = (name: string) => dialog.getByRole('listitem').filter({ hasText: name })
  await line('Display name').dragTo(line('First name'))
  expect((await dialog.getByRole('listitem').allTextContents()).slice(0, 4)).toEqual([
    'Email',
    'Username',
    'Display name',
    'First name',
  ])
  expect(await barriers(visit)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('table', { name: 'Objects' }).getByRole('link', { name: 'People' }).click()
  await page.getByRole('table', { name: 'People' }).getByRole('link').first().click()
  const shown = page.getByRole('heading', { name: 'Fields' }).locator('xpath=ancestor::section')
  await shown.waitFor()
  expect((await shown.locator('dt').allTextContents()).slice(0, 3)).toEqual([
    'Email',
    'Username',
    'Display name',
  ])
  expect(complaints).toEqual([])
})

it('a field says who sees it, and is hidden from a role in its place', async () => {
  const { page, complaints } = visit
  await page.goto('/fields/phone')
  const sees = page.getByRole('switch', { name: 'Reception sees Phone' })
  await sees.focus()
  await page.keyboard.press('Space')
  await expect.poll(() => sees.isChecked()).toBe(false)
  await page.getByText('Sees every field').first().waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.getByRole('link', { name: 'Reception' }).click()
  await page.getByText('Phone', { exact: true }).first().waitFor()
  expect(complaints).toEqual([])
})
