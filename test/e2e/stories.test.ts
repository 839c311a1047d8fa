import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../simulators/planhat/simulator.ts'
import type { Integration } from '../../src/client/integration.ts'
import { openBrowser } from './browser.ts'
import { chooseVendor } from './load.ts'
import { type Desk, deskOf, load, prepare } from './loaded.ts'
import { administrator, newSite, type Site, vendorToken } from './site.ts'
import { barriers, newVisit, setUp, signIn, type Visit } from './visit.ts'

let site: Site
/** Another cluster of the vendor, which knows none of our tokens. */
let elsewhere: Simulator
let browser: Browser
let visit: Visit
let desk: Desk
let integration: Integration

beforeAll(async () => {
  elsewhere = await startSimulator({ users: 1, tokens: ['a-token-of-somebody-else'] })
  ;[site, browser] = await Promise.all([newSite({ users: 30, allow: [elsewhere.origin] }), openBrowser()])
  const first = await newVisit(browser, site)
  await setUp(first, site)
  desk = deskOf(first.page.request, site)
  integration = await prepare(desk, site)
  await load(desk, integration)
})
afterAll(async () => {
  await browser.close()
  await Promise.all([site.close(), elsewhere.close()])
})

beforeEach(async () => {
  visit = await newVisit(browser, site)
  await signIn(visit)
  return () => visit.close()
})

const details = () => visit.page.locator('#details')

async function editName(name: string): Promise<void> {
  await visit.page.goto(`/integrations/${integration.id}`)
  await details().getByRole('button', { name: 'Edit details' }).click()
  await details().getByLabel('Name').fill(name)
}

/** What the browser itself says of refused requests and of a server that goes or is away, which no page can keep it from. */
const notOurs = /Failed to load resource: (the server responded with a status of (401|503)|net::ERR)/

it('a wrong token is told in words that name both causes', async () => {
  const { page } = visit
  await page.goto('/credentials')
  await page.getByRole('button', { name: 'New credential' }).click()
  const dialog = page.getByRole('dialog', { name: 'New credential' })
  expect(await dialog.getByRole('combobox', { name: 'Vendor' }).inputValue()).toBe('')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await dialog.getByText('Choose whose it is').waitFor()
  await chooseVendor(dialog, 'Planhat')
  await dialog.getByLabel('Name').fill('Mistyped')
  await dialog.getByLabel('API token').fill('none-of-theirs')
  await dialog.getByLabel('API address (cluster)').fill(site.vendor.origin)
  await dialog.getByRole('button', { name: 'Create' }).click()
  const line = page.getByRole('button', { name: 'More for Mistyped' }).locator('xpath=../../..')
  await line.getByRole('button', { name: 'Test' }).click()
  await line.getByText('It does not work').waitFor()
  expect(await line.getByText(/another cluster/).count()).toBe(1)
  expect(visit.complaints).toEqual([])
})

it('a token of another cluster is told so, and works once the address is that of its own', async () => {
  const { page } = visit
  await page.goto('/credentials')
  await page.getByRole('button', { name: 'New credential' }).click()
  const dialog = page.getByRole('dialog', { name: 'New credential' })
  await chooseVendor(dialog, 'Planhat')
  await dialog.getByLabel('Name').fill('United States')
  await dialog.getByLabel('API token').fill(vendorToken)
  await dialog.getByLabel('API address (cluster)').fill(elsewhere.origin)
  await dialog.getByRole('button', { name: 'Create' }).click()
  const line = page.getByRole('button', { name: 'More for United States' }).locator('xpath=../../..')
  await line.getByRole('button', { name: 'Test' }).click()
  await line
    .getByText(/the token is wrong.* or the tenant lives on another cluster: check the API address/)
    .waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.getByRole('button', { name: 'More for United States' }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const edit = page.getByRole('dialog', { name: 'Edit United States' })
  await edit.getByLabel('API address (cluster)').fill(site.vendor.origin)
  await edit.getByRole('button', { name: 'Save' }).click()
  // A secret goes only where it was entered for.
  await edit.getByText(/enter it again: the address changes/).waitFor()
  await edit.getByLabel('API token').fill(vendorToken)
  await edit.getByRole('button', { name: 'Save' }).click()
  await line.getByText(`only sent to ${site.vendor.origin}`).waitFor()
  await line.getByRole('button', { name: 'Test' }).click()
  await line.getByText('It works').waitFor()
  expect(visit.complaints.filter((text) => !/status of 422/.test(text))).toEqual([])
})

it('a session that ends takes nothing that was typed: one signs in over the page, and it is saved', async () => {
  const { page } = visit
  await editName('Planhat of the world')
  // The page may look for news by itself, be refused first, and ask over the button before it is pressed.
  const save = await details().getByRole('button', { name: 'Save' }).elementHandle()
  await page.context().clearCookies()
  await save?.dispatchEvent('click')
  const again = page.getByRole('dialog', { name: 'Sign in again' })
  await again.getByLabel('Password', { exact: true }).fill(administrator.password)
  await again.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Planhat of the world' }).waitFor()
  expect(visit.complaints.filter((text) => !notOurs.test(text))).toEqual([])
})

it('a server that is away is told, and what was typed is there when it is back', async () => {
  const { page } = visit
  await editName('Planhat again')
  await site.restart(async () => {
    await details().getByRole('button', { name: 'Save' }).click()
    await page.getByText('Muster does not answer', { exact: true }).waitFor()
  })
  await page.getByText('Muster does not answer', { exact: true }).waitFor({ state: 'hidden' })
  expect(await details().getByLabel('Name').inputValue()).toBe('Planhat again')
  await details().getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { level: 1, name: 'Planhat again' }).waitFor()
  expect(visit.complaints.filter((text) => !notOurs.test(text))).toEqual([])
}, 60_000)

it('two people who edit the same hear of each other before one replaces the other', async () => {
  const { page } = visit
  await editName('Mine')
  await desk.ask('PATCH', `/api/integrations/${integration.id}`, { name: 'Theirs' })
  await page.getByText('This was changed meanwhile').waitFor({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Show the saved one' }).click()
  await page.getByRole('heading', { level: 1, name: 'Theirs' }).waitFor()
  await desk.ask('PATCH', `/api/integrations/${integration.id}`, { name: 'Planhat' })
}, 40_000)

it('a held run shows whom it is about and is released; an undo shows its plan, and pauses', async () => {
  const { page } = visit
  const { remove = [] } = site.vendor.mutate({ remove: 12 })
  const held = await desk.run(integration.id, 'apply')
  expect(held.state).toBe('held')
  await page.goto('/')
  await page.getByRole('button', { name: 'Notices: 1 unseen' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Open the run' }).click()
  await page.getByRole('heading', { name: 'Your decision' }).waitFor()
  await page.getByRole('button', { name: /To mark as gone$/ }).click()
  await page.getByText('Outcomes: to mark as gone').waitFor()
  await recordIsOpened(remove[0] ?? '')
  await page.getByRole('button', { name: 'Release' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await page.getByRole('heading', { level: 1, name: /^Undo of/ }).waitFor()
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Succeeded').first().waitFor()
  await page.goto(`/integrations/${integration.id}`)
  await page.getByRole('button', { name: 'Resume' }).waitFor()
  site.vendor.mutate({ return: remove })
  expect(visit.complaints).toEqual([])
}, 60_000)

/** Looks for an outcome by the id at the vendor and opens its record by keyboard; closing it gives the focus back. */
async function recordIsOpened(vendorId: string): Promise<void> {
  const { page } = visit
  await page.getByLabel('Search outcomes').fill(vendorId)
  const opener = page.locator('#outcomes').getByRole('link')
  await page.waitForURL(/search=/)
  await expect.poll(() => opener.count()).toBe(2)
  await opener.last().press('Enter')
  const record = page.getByRole('dialog')
  await record.getByText('an earlier run').waitFor()
  await record.getByRole('region', { name: 'As the vendor sent it' }).getByText(vendorId).waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.keyboard.press('Escape')
  await record.waitFor({ state: 'hidden' })
  await page.locator('#outcomes a:focus').waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), opener.first().click()])
  const table = await readFile(await download.path(), 'utf8')
  expect(table.trim().split('\r\n')).toHaveLength(2)
  await page.getByLabel('Search outcomes').fill('')
}

it('a plan of what was launched can be looked at without applying it', async () => {
  const { page } = visit
  await page.goto(`/integrations/${integration.id}`)
  await page.getByRole('button', { name: 'Preview plan' }).click()
  await page.getByText('This is a plan: nothing was changed yet').waitFor()
  expect(visit.complaints).toEqual([])
})

it('everything is reached by the keyboard, and the focus goes along', async () => {
  const { page } = visit
  const { keyboard } = page
  const focused = (text: string) => page.locator(':focus', { hasText: text })
  await page.goto('/')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await keyboard.press('Tab')
  await focused('Skip to the page').waitFor()
  await keyboard.press('Control+k')
  await page.getByPlaceholder('A place, something to do, a person, an application, a device, a run').waitFor()
  await keyboard.type('data mod')
  await keyboard.press('Enter')
  await focused('Data model').waitFor()
  await keyboard.press('Tab')
  await focused('Add a field').waitFor()
  await keyboard.press('Enter')
  await page.locator('input:focus').waitFor()
  await keyboard.type('Badge')
  await keyboard.press('Enter')
  await page.getByRole('rowheader', { name: 'Badge' }).waitFor()
  await focused('Add a field').waitFor()
  expect(visit.complaints).toEqual([])
})
