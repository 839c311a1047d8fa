import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Integration } from '../../src/client/integration.ts'
import type { Credential } from '../../src/client/types.ts'
import { openBrowser } from './browser.ts'
import { type Desk, deskOf } from './loaded.ts'
import { newSite, type Site, vendorToken } from './site.ts'
import { barriers, newVisit, setUp, type Visit } from './visit.ts'

let site: Site
let browser: Browser
let visit: Visit
let desk: Desk
let integration: Integration

beforeAll(async () => {
  ;[site, browser] = await Promise.all([newSite({ users: 30 }), openBrowser()])
  visit = await newVisit(browser, site)
  await setUp(visit, site)
  desk = deskOf(visit.page.request, site)
  const credential = await desk.ask<Credential>('POST', '/api/credentials', {
    connector: 'planhat',
    name: 'Planhat read-only',
    settings: { apiToken: vendorToken, baseUrl: site.vendor.origin },
  })
  integration = await desk.ask<Integration>('POST', '/api/integrations', {
    connector: 'planhat',
    load: 'users',
    name: 'Planhat',
    credentialId: credential.id,
  })
  await desk.ask('POST', `/api/integrations/${integration.id}/sample`)
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const open = () => visit.page.goto(`/integrations/${integration.id}`)
const saved = () => desk.ask<Integration>('GET', `/api/integrations/${integration.id}`)

it('brakes, the application and who is left out are chosen among the details', async () => {
  const { page } = visit
  const details = page.locator('#details')
  await open()
  await details.getByRole('button', { name: 'Edit details' }).click()
  expect(await details.getByRole('radio', { name: 'Local' }).isDisabled()).toBe(true)
  await details.getByRole('switch', { name: 'Include removed users' }).uncheck()
  await details.getByLabel('New: percent').fill('60')
  await details.getByLabel('New: percent').blur()
  expect(await details.getByLabel('New: percent').inputValue()).toBe('50 %')
  await details.getByLabel('Emptied: at least').fill('3')
  await details.getByRole('combobox', { name: 'SaaS application' }).click()
  await page.getByRole('option', { name: 'Another instance of Planhat' }).click()
  await details.getByLabel('Name of the instance').fill('us')
  expect(await barriers(visit)).toEqual([])
  await details.getByRole('button', { name: 'Save', exact: true }).click()
  await details.getByText('Emptied: 10 %, at least 3').waitFor()
  await details.getByText('removed users').waitFor()
  await page.locator('#conditions').getByText('Is Removed? is not yes').first().waitFor()
  expect(await saved()).toMatchObject({
    instance: 'us',
    limits: { emptied: { min: 3 }, creations: { percent: 50 } },
  })
})

it('what somebody else saved meanwhile is shown before it is replaced, and only what was typed replaces it', async () => {
  const { page } = visit
  const details = page.locator('#details')
  await open()
  await details.getByRole('button', { name: 'Edit details' }).click()
  await details.getByLabel('Name', { exact: true }).fill('Mine')
  await desk.ask('PATCH', `/api/integrations/${integration.id}`, { name: 'Theirs', preference: 'update' })
  await details.getByRole('button', { name: 'Save', exact: true }).click()
  const note = details.getByRole('status').filter({ hasText: 'This was changed meanwhile' })
  await note.getByText('Preference: Create & Update→Update only').waitFor()
  expect(await details.getByLabel('Name', { exact: true }).inputValue()).toBe('Mine')
  await details.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Mine' }).waitFor()
  expect(await saved()).toMatchObject({ name: 'Mine', preference: 'update' })
  await desk.ask('PATCH', `/api/integrations/${integration.id}`, {
    name: 'Planhat',
    preference: 'create_update',
  })
})

it('the first credential of a draft is saved as soon as it is chosen', async () => {
  const { page } = visit
  const draft = await desk.ask<Integration>('POST', '/api/integrations', {
    connector: 'planhat',
    load: 'users',
    name: 'Another',
  })
  await page.goto(`/integrations/${draft.id}`)
  await page.getByRole('link', { name: /^Choose the credential/ }).waitFor()
  await page.locator('#credential').getByRole('combobox', { name: 'Credential' }).click()
  await page.getByRole('option', { name: 'Planhat read-only' }).click()
  await page.locator('#credential').getByText('Only sent to').waitFor()
  await page.locator('#credential h2 button:focus').waitFor()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Another')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor()
})

it('Smart Mapping also proposes the field for the vendor’s id, and makes it when it is accepted', async () => {
  const { page } = visit
  const mapping = page.locator('#mapping')
  await open()
  await mapping.getByRole('button', { name: 'Smart Mapping' }).click()
  await page.getByText('own id of everybody').waitFor()
  await page.getByRole('button', { name: 'Accept all' }).click()
  await mapping.getByRole('button', { name: 'Source of Planhat User ID: User Id' }).waitFor()
  await page
    .getByRole('region', { name: 'Launch' })
    .getByRole('listitem')
    .filter({ hasText: 'Choose a sync key' })
    .filter({ hasNotText: 'not saved yet' })
    .waitFor()
  await mapping.getByRole('button', { name: 'Use Email as sync key' }).click()
  await page
    .getByRole('region', { name: 'Launch' })
    .getByRole('listitem')
    .filter({ hasText: 'not saved yet' })
    .last()
    .waitFor()
  const written = mapping.getByRole('switch', { name: 'Also written' })
  await written.uncheck()
  await mapping.getByText('Only finds: a later change of it at the vendor is not written').waitFor()
  await mapping.getByText('Email is mandatory').waitFor()
  await written.check()
  await mapping.getByText('Email is mandatory').waitFor({ state: 'detached' })
  await mapping.getByRole('button', { name: 'Update', exact: true }).click()
  const said = mapping.getByRole('status').filter({ hasText: 'Saved' })
  await said.getByRole('link', { name: /^Choose the Role/ }).waitFor()
  expect(await barriers(visit)).toEqual([])
  const { entries } = (await saved()).mapping
  expect(entries).toContainEqual({ target: 'planhat_user_id', source: { kind: 'field', field: 'userId' } })
})

it('pipes are built one by one, with what comes out of a record, and wrong paths are told while they are typed', async () => {
  const { page } = visit
  const mapping = page.locator('#mapping')
  await open()
  await mapping.getByRole('button', { name: 'Source of Display name: Nickname' }).focus()
  await mapping.getByRole('button', { name: 'Change the value of Display name on its way' }).click()
  const dialog = page.getByRole('dialog', { name: 'What the value of Display name goes through' })
  for (const pipe of ['upper', 'suffix']) {
    await dialog.getByRole('combobox', { name: 'Add a pipe' }).click()
    await dialog.getByRole('combobox', { name: 'Add a pipe' }).fill(`${pipe}:`)
    await page.getByRole('option', { name: pipe }).click()
  }
  await dialog.getByText('"suffix" needs a text').waitFor()
  await dialog.getByLabel('Pipe 2, suffix: text 1').fill('!')
  await dialog.getByText(/In the record you look at: [A-Z]+!\./).waitFor()
  const result = await dialog.getByRole('status').innerText()
  expect(await barriers(visit)).toEqual([])
  await dialog.getByRole('button', { name: 'Pipe 2, suffix: earlier' }).click()
  await dialog.getByRole('button', { name: 'Use' }).click()
  await mapping.getByText('| suffix("!") | upper').waitFor()
  await mapping.getByRole('button', { name: 'The next record' }).click()
  await mapping.getByRole('button', { name: 'Change the value of Display name on its way' }).click()
  await dialog.getByText('In the record you look at: ').filter({ hasNotText: result }).waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await mapping.getByRole('button', { name: 'Add field by path' }).click()
  const adding = page.getByRole('dialog', { name: 'Add a field by its path' })
  await adding.getByRole('textbox', { name: 'Path' }).fill('custom.badge | upcase')
  await adding.getByText(/There is no pipe/).waitFor()
  await adding.getByRole('button', { name: 'Cancel' }).click()
  await mapping.getByRole('button', { name: 'Cancel' }).click()
})

it('our fields are narrowed to those that are mapped, or are not, below the sync keys', async () => {
  const { page } = visit
  await open()
  const ours = page.getByRole('region', { name: 'Fields of people' })
  const lines = ours.getByRole('listitem')
  await lines.first().waitFor()
  const all = await lines.count()
  const narrow = (name: RegExp) => ours.getByText(name).click()
  await narrow(/^Mandatory \d+$/)
  expect(await lines.count()).toBeLessThan(all)
  await narrow(/^Not mapped \d+$/)
  const free = await lines.count()
  await narrow(/^Mapped \d+$/)
  expect((await lines.count()) + free).toBe(all)
  const [keys, fields] = await Promise.all([page.locator('#sync-keys').boundingBox(), ours.boundingBox()])
  expect(keys?.y).toBeLessThan(fields?.y ?? 0)
  expect(await barriers(visit)).toEqual([])
})

it('a field of the vendor is carried to one of ours by the keyboard, or put back', async () => {
  const { page } = visit
  const mapping = page.locator('#mapping')
  const focused = page.locator(':focus')
  await open()
  const grip = mapping.getByRole('button', { name: 'Carry External Id' })
  await grip.press('Enter')
  await mapping.getByText('Put External Id on one of these; Escape puts it back').waitFor()
  await mapping.getByRole('button', { name: 'Put External Id here, into Username' }).and(focused).waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.keyboard.press('Escape')
  await grip.and(focused).waitFor()
  await page.keyboard.press('Space')
  const title = mapping.getByRole('button', { name: 'Put External Id here, into Title' })
  for (let step = 0; step < 20 && (await title.and(focused).count()) === 0; step++)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await mapping.getByRole('button', { name: 'Source of Title: External Id' }).and(focused).waitFor()
  await mapping.getByRole('button', { name: 'Cancel' }).click()
  await mapping.getByRole('button', { name: 'Source of Title: not mapped' }).waitFor()
})

it('the overview has a section for every kind, and says what cannot be added yet', async () => {
  const { page } = visit
  await page.goto('/integrations')
  await page.getByText('Blocks').click()
  await page.getByText('1 thing missing before launch').waitFor()
  await page.getByText('after its launch').waitFor()
  for (const name of ['Extended for assets', 'Custom', 'Imports'])
    await page.getByRole('heading', { name }).waitFor()
  await page.getByRole('button', { name: 'New integration: Extended for users' }).click()
  const catalogue = page.getByRole('dialog', { name: 'New integration: Extended for users' })
  await catalogue.getByLabel('Search the catalogue').fill('nobody')
  await catalogue.getByText('No vendor of that name').waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByText('Mapping', { exact: true }).click()
  await page.getByText('1. Email').waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.getByRole('link', { name: 'Title of Planhat: free' }).click()
  await page
    .locator('#target-title')
    .getByRole('button', { name: 'Source of Title: not mapped' })
    .and(page.locator(':focus'))
    .waitFor()
})

it('nothing of it said anything to the console', () => {
  // The refusal above is the browser's own word.
  expect(visit.complaints.filter((said) => !said.includes('status of 412'))).toEqual([])
})
