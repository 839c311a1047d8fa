import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import type { Person } from '../../src/client/person.ts'
import { loadedSite, visitAs } from './loaded-site.ts'
import { barriers } from './visit.ts'

const at = loadedSite(30)
let person: Person | undefined
beforeAll(async () => {
  person = (await at.desk.ask<{ items: Person[] }>('GET', '/api/people?limit=1')).items[0]
})

async function look(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Search, or go somewhere' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search, or go somewhere' }).fill(text)
}

const choose = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click()

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

it('its keys open it again right after it was closed, and from within a search', async () => {
  const { page } = at.visit
  await page.goto('/people')
  await page.getByRole('searchbox').or(page.getByPlaceholder('Name, username or e-mail')).first().focus()
  await page.keyboard.press('Control+k')
  const box = page.getByRole('dialog').getByRole('textbox', { name: 'Search, or go somewhere' })
  const focused = box.and(page.locator(':focus'))
  await focused.waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await focused.fill('webh')
  await choose(page, 'Webhooks')
  await page.waitForURL(/\/webhooks/)
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

it('an id that was copied from somewhere leads to what has it', async () => {
  const { page } = at.visit
  await look(page, ` ${person?.id} `)
  await choose(page, `Open ${person?.id}`)
  await page.getByRole('heading', { level: 1, name: String(person?.fullName) }).waitFor()
})

it('where one was comes first, and what can be done is in groups', async () => {
  const { page, complaints } = at.visit
  await page.goto('/roles')
  await page.getByRole('link', { name: 'Credentials', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Credentials' }).waitFor()
  await look(page, '')
  const groups = page.getByRole('dialog').locator('.mantine-Spotlight-actionsGroup')
  await groups.first().waitFor()
  const styles = await groups.evaluateAll((all) => all.map((one) => one.getAttribute('style') ?? ''))
  expect(styles.map((style) => /'(.*)'/.exec(style)?.[1])).toEqual(['Recent', 'Places', 'Make', 'You'])
  expect(await barriers(at.visit)).toEqual([])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Roles' }).waitFor()
  expect(complaints).toEqual([])
})

it.each([
  ['add colleague', 'Invite somebody', 'Invite somebody'],
  ['new role', 'New role', 'New role'],
  ['new integration hardware', 'New integration of assets', 'New integration: Extended for assets'],
])('%s opens a form from anywhere', async (text, label, title) => {
  const { page } = at.visit
  await page.goto('/runs')
  await look(page, text)
  await choose(page, label)
  await page.getByRole('dialog', { name: title }).waitFor()
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => url.hash === '')
})

it('a list that is looked at is kept and taken along, and the colours change', async () => {
  const { page, complaints } = at.visit
  const earlier = complaints.length
  await page.goto('/people?search=a')
  await page.locator('tbody th').first().waitFor()
  await look(page, 'save this list')
  await choose(page, 'Keep this list as a view')
  const dialog = page.getByRole('dialog', { name: 'Keep as a view' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'detached' })
  await look(page, 'excel')
  await choose(page, 'Export this list')
  await page.getByRole('menuitem', { name: 'CSV' }).waitFor()
  await page.keyboard.press('Escape')
  await look(page, 'dark')
  await choose(page, 'Dark colours')
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor()
  expect(complaints.slice(earlier)).toEqual([])
})

it('an integration is planned, run and paused from anywhere, by its name', async () => {
  const { page } = at.visit
  await page.goto('/')
  await look(page, 'plan of planhat')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Preview the plan of Planhat/ })
    .click()
  await page.waitForURL(/\/runs\/run_/)
  await look(page, 'pause planhat')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Pause Planhat/ })
    .click()
  await page.getByRole('button', { name: 'Resume' }).waitFor()
})

it('who may only read devices finds these, is offered nothing to make, and signs out', async () => {
  const rights = ['devices:read', 'integrations:read']
  const visitor = await visitAs(at, 'Sam Stock', { label: 'Stock', rights })
  const { page } = visitor
  await look(page, 'planhat')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Planhat/ })
    .first()
    .waitFor()
  await page.getByRole('textbox', { name: 'Search, or go somewhere' }).fill('new')
  await page.getByText('Nothing of that name').waitFor()
  await page.getByRole('textbox', { name: 'Search, or go somewhere' }).fill('log out')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/sign-in/)
  expect(visitor.complaints.filter((said) => !said.includes('Clear-Site-Data'))).toEqual([])
  await visitor.close()
})
