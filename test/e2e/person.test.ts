import { beforeAll, expect, it } from 'vitest'
import type { SaasUser } from '../../src/client/person.ts'
import type { Page } from '../../src/client/types.ts'
import { loadedSite } from './loaded-site.ts'
import { barriers, newVisit, signIn } from './visit.ts'

const at = loadedSite(8)
let place = ''
beforeAll(async () => {
  const { items } = await at.desk.ask<Page<SaasUser>>('GET', '/api/saas-users')
  place = `/people/${items.find(({ personId }) => personId !== null)?.personId}`
})

it('a value is edited in its place by the keyboard, told why, and given back', async () => {
  const { page, complaints } = at.visit
  await page.goto(place)
  await page.getByRole('button', { name: 'Edit: Last name' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Last name' }).fill('Given-Up')
  await page.keyboard.press('Escape')
  await page.locator(':focus[aria-label="Edit: Last name"]').waitFor()
  expect(await page.getByText('Given-Up').count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Last name' }).fill('By-Hand')
  await page.keyboard.press('Enter')
  await page.getByText('By hand', { exact: true }).first().waitFor()
  await page.locator(':focus[aria-label="Edit: Last name"]').waitFor()
  const why = page.getByRole('button', { name: 'Why this value: Last name' })
  await why.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('What is edited by hand comes before every integration').waitFor()
  await dialog.getByText('At the vendor').waitFor()
  expect(await barriers(at.visit)).toEqual([])
  await dialog.getByRole('button', { name: 'Give back' }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('By hand', { exact: true }).waitFor({ state: 'detached' })
  await why.and(page.locator(':focus')).waitFor()
  expect(complaints).toEqual([])
})

it('a choice that somebody has to have is none until it is made', async () => {
  const { page } = at.visit
  const options = ['ground', 'first']
  await at.desk.ask('POST', '/api/fields', { label: 'Floor', type: 'choice', options, mandatory: true })
  await page.goto(place)
  await page.getByRole('button', { name: 'Edit: Floor' }).press('Enter')
  const choice = page.getByRole('combobox', { name: 'Floor' })
  expect(await choice.inputValue()).toBe('')
  await choice.selectOption('ground')
  expect(await choice.getByRole('option').allInnerTexts()).toEqual(options)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('dd').getByText('ground').waitFor()
})

it('a date and time is typed in its place as it is shown', async () => {
  const { page, complaints } = at.visit
  await at.desk.ask('POST', '/api/fields', { label: 'Met at', type: 'datetime' })
  await page.goto(place)
  const edit = page.getByRole('button', { name: 'Edit: Met at' })
  await edit.press('Enter')
  const input = page.getByLabel('Met at', { exact: true })
  await input.fill('2026-12-01T10:00')
  expect(await barriers(at.visit)).toEqual([])
  await input.press('Enter')
  await page.getByText('1 Dec 2026, 10:00').waitFor()
  await edit.press('Enter')
  expect(await input.inputValue()).toBe('2026-12-01T10:00')
  await input.press('Escape')
  expect(complaints).toEqual([])
})

it.each([1280, 390])('a text without spaces stays in its column, %i pixels wide', async (width) => {
  const values = { location: 'W'.repeat(250) }
  await at.desk.ask('PATCH', place.replace('/people', '/api/people'), { values })
  const other = await newVisit(at.browser, at.site, { width })
  await signIn(other)
  const { page } = other
  await page.goto(place)
  await page.getByRole('button', { name: 'Edit: Department' }).click()
  await page.getByRole('textbox', { name: 'Department' }).fill('W'.repeat(300))
  await page.keyboard.press('Enter')
  await page.getByText('at most 256 fit').waitFor()
  const beyond = (place: string) =>
    page
      .locator(place)
      .first()
      .evaluate((outer) => outer.scrollWidth - outer.clientWidth)
  expect([await beyond('html'), await beyond('main dl')]).toEqual([0, 0])
  await at.desk.ask('PATCH', place.replace('/people', '/api/people'), { values: { location: null } })
  await other.close()
})

it('the address of nobody says so, and leads on', async () => {
  const other = await newVisit(at.browser, at.site)
  await signIn(other)
  const { page } = other
  await page.goto(`/people/per_${'0'.repeat(32)}`)
  await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  await page.getByRole('link', { name: 'To the overview', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  await other.close()
})

it('the runs that changed somebody stand on their page, and lead there', async () => {
  const { page } = at.visit
  await page.goto(place)
  await page.getByRole('table', { name: 'Runs' }).getByRole('link').first().click()
  await page.getByRole('heading', { level: 1, name: 'Run of Planhat' }).waitFor()
  await page.getByRole('link', { name: /^See (the|all) people/ }).click()
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
})

it('the reason of a value can be read in the dark and on a telephone', async () => {
  const other = await newVisit(at.browser, at.site, { scheme: 'dark', width: 390 })
  await signIn(other)
  await other.page.goto(place)
  await other.page.getByRole('button', { name: 'Why this value: Email' }).click()
  await other.page.getByText('How it came to be').waitFor()
  expect(await barriers(other)).toEqual([])
  expect(await other.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(
    0,
  )
  expect(other.complaints).toEqual([])
  await other.close()
})

it('a person is archived and restored, and erased only once their username was typed', async () => {
  const { page, complaints } = at.visit
  await page.goto(place)
  const choose = async (act: string) => {
    await page.getByRole('button', { name: /^More for/ }).click()
    await page.getByRole('menuitem', { name: act }).click()
  }
  await choose('Archive')
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await page.getByText('Archived', { exact: true }).waitFor()
  await choose('Restore')
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByText('Archived', { exact: true }).waitFor({ state: 'detached' })
  await choose('Erase for good')
  const dialog = page.getByRole('dialog')
  const erase = dialog.getByRole('button', { name: 'Erase' })
  expect(await erase.isDisabled()).toBe(true)
  await dialog.getByText(/^Vendors still list Planhat .*Close that there first/).waitFor()
  expect(await barriers(at.visit)).toEqual([])
  const label = await dialog.getByLabel(/^Type .* to confirm$/)
  const username = (await dialog.locator('label').innerText()).replace(/^Type (.*) to confirm$/, '$1')
  await label.fill(username)
  await erase.click()
  await page.getByText('Erased', { exact: true }).waitFor()
  expect(complaints).toEqual([])
})
