import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../simulators/fleet/simulator.ts'
import type { Device } from '../../src/client/device.ts'
import { openBrowser } from './browser.ts'
import { chooseVendor, goTo } from './load.ts'
import { type Desk, deskOf, load, prepare } from './loaded.ts'
import { newSite, type Site } from './site.ts'
import { barriers, newVisit, setUp, type Visit } from './visit.ts'

let fleet: Simulator
let site: Site
let browser: Browser
let visit: Visit
let desk: Desk
beforeAll(async () => {
  fleet = await startSimulator({ hosts: 50, users: 60 })
  ;[site, browser] = await Promise.all([newSite({ users: 60, allow: [fleet.origin] }), openBrowser()])
  visit = await newVisit(browser, site)
  await setUp(visit, site)
  desk = deskOf(visit.page.request, site)
  await load(desk, await prepare(desk, site))
})
afterAll(async () => {
  await browser.close()
  await Promise.all([site.close(), fleet.close()])
})

async function keepFleetCredential(page: Page): Promise<void> {
  await goTo(page, 'Credentials')
  await page.getByRole('button', { name: 'New credential' }).click()
  const dialog = page.getByRole('dialog', { name: 'New credential' })
  await chooseVendor(dialog, 'Fleet')
  await dialog.getByLabel('Name').fill('Fleet read-only')
  await dialog.getByLabel('API token').fill('sim-token')
  await dialog.getByLabel('Fleet address').fill(fleet.origin)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByText('Fleet read-only', { exact: true }).first().waitFor()
}

async function mapDevices(page: Page): Promise<void> {
  const mapping = page.locator('#mapping')
  await mapping.getByRole('button', { name: 'Take a sample' }).click()
  await mapping.getByText('Sample taken').waitFor()
  await mapping.getByRole('button', { name: 'Smart Mapping' }).click()
  await page.getByRole('checkbox', { name: 'Fleet Device ID, a new field' }).uncheck()
  await page.getByRole('button', { name: 'Accept 9 proposals' }).press('Enter')
  await mapping.getByText('by which a record finds its device').waitFor()
  const theirs = mapping.getByRole('list', { name: 'Fields of Fleet' })
  await theirs.getByText('When the run began that last changed the device').waitFor()
  const focused = page.locator(':focus')
  await mapping.getByRole('button', { name: 'Smart Mapping' }).and(focused).waitFor()
  await mapping.getByRole('button', { name: 'Use Serial number as sync key' }).press('Enter')
  await mapping.getByRole('switch', { name: 'Also written' }).and(focused).waitFor()
  await mapping.getByRole('button', { name: 'Update', exact: true }).press('Enter')
  await page.getByText('Nothing is missing').waitFor()
  await mapping.getByRole('button', { name: 'Mapping', exact: true }).and(focused).waitFor()
}

it('Fleet is connected, mapped, looked at and launched', async () => {
  const { page } = visit
  await keepFleetCredential(page)
  await goTo(page, 'Integrations')
  await page.getByText('Blocks').click()
  await page.getByRole('button', { name: 'New integration: Extended for assets' }).click()
  expect(await page.getByRole('button', { name: 'Add Planhat User Load' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Add Fleet Device Load' }).click()
  await page.getByRole('heading', { level: 1, name: 'Fleet Device Load' }).waitFor()
  const details = page.locator('#details')
  await details.getByText('Hardware plus software').waitFor()
  expect(await details.getByText('SaaS application').count()).toBe(0)
  await page.locator('#credential').getByText('Only sent to').waitFor()
  await mapDevices(page)
  expect(await barriers(visit)).toEqual([])

  await page.getByRole('region', { name: 'Launch' }).getByRole('button', { name: 'Preview plan' }).click()
  await page.getByRole('button', { name: 'Launch' }).waitFor()
  await page.getByText('no device can be found or created for it').first().waitFor()
  await page.getByRole('button', { name: 'Launch' }).click()
  await page.getByText('Succeeded').first().waitFor()
  await goTo(page, 'Integrations')
  await page.getByText('Blocks').click()
  await page.getByRole('link', { name: 'Fleet Device Load' }).getByText('Devices in').waitFor()
})

it('hardware leads to whom it belongs to, and to the software on it', async () => {
  const { page, complaints } = visit
  const { items } = await desk.ask<{ items: Device[] }>('GET', '/api/devices?sort=name&limit=200')
  const owned = items.find(({ owner }) => owner !== null)
  await goTo(page, 'Overview')
  await page.getByRole('link', { name: /\d+ ?software titles/ }).waitFor()
  await page.getByRole('link', { name: new RegExp(`^${items.length} ?devices$`) }).click()
  await page.getByText(`${items.length} devices`).waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.getByRole('link', { name: owned?.name ?? '', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: owned?.name ?? '' }).waitFor()
  await page.getByText('Device created').waitFor()
  const title = page.getByRole('table', { name: 'Software on this device' }).getByRole('link').first()
  const name = await title.innerText()
  expect(await barriers(visit)).toEqual([])

  await page
    .getByRole('link', { name: owned?.owner?.name ?? '', exact: true })
    .first()
    .click()
  await page.getByText('Devices whose owner they are').waitFor()
  await page.getByRole('link', { name: owned?.name ?? '', exact: true }).click()
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByRole('table', { name: 'Devices with this software' }).getByRole('link').first().waitFor()
  expect(await barriers(visit)).toEqual([])
  await goTo(page, 'Installed')
  await page.getByText(/\d+ titles/).waitFor()
  await page.getByRole('button', { name: 'Group' }).click()
  await page.getByRole('menuitem', { name: 'Devices' }).click()
  await page.getByText(/\d+ groups, \d+ titles/).waitFor()
  const today = new Date().toISOString().slice(0, 10)
  await page.goto(`/software?asOf=${today}`)
  await page.getByText(/As it was at the end of/).waitFor()
  await page.getByText(/\d+ titles/).waitFor()
  await page.goto('/software?asOf=2001-01-01')
  await page.getByRole('heading', { name: 'There were no titles in the directory then' }).waitFor()
  expect(await barriers(visit)).toEqual([])
  expect(complaints).toEqual([])
})

it('a device that is chosen is archived once the plan was looked at', async () => {
  const { page } = visit
  await page.goto('/hardware')
  await page.getByRole('row').nth(1).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await page.getByText('The plan archives 1 device').waitFor()
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Only what one run changed.').waitFor()
  await page.getByText('1 device', { exact: true }).waitFor()
})

it('what changes at Fleet is shown device by device, with the software that comes and goes', async () => {
  const { page } = visit
  fleet.mutate({ upgrade: 1, reassign: 1 })
  const { items } = await desk.ask<{ items: { id: string; connector: string }[] }>('GET', '/api/integrations')
  const id = items.find(({ connector }) => connector === 'fleet')?.id ?? ''
  const plan = await desk.run(id, 'plan')
  await page.goto(`/runs/${plan.id}`)
  await page.getByText('Software: 1 installed, 1 removed').waitFor()
  await page.getByText('Owner:').waitFor()
})

it('whoever is erased is forgotten by the browser, too: their hardware, and that one looked at them', async () => {
  const { page } = visit
  const { items } = await desk.ask<{ items: Device[] }>('GET', '/api/devices?sort=name&limit=200')
  const { id, name, owner } = items.find((device) => device.owner !== null) ?? {}
  await page.goto(`/hardware/${id}`)
  const toOwner = page.getByRole('link', { name: owner?.name ?? '', exact: true }).first()
  await toOwner.click()
  await page.getByRole('link', { name: name ?? '', exact: true }).click()
  await toOwner.click()
  await page.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('menuitem', { name: 'Erase for good' }).click()
  const dialog = page.getByRole('dialog')
  const username = (await dialog.locator('label').innerText()).replace(/^Type (.*) to confirm$/, '$1')
  await dialog.getByLabel(/^Type .* to confirm$/).fill(username)
  await dialog.getByRole('button', { name: 'Erase' }).click()
  await page.getByText('No device is known to be theirs.').waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByText('Integrations', { exact: true }).waitFor()
  expect(await page.getByText(owner?.name ?? '', { exact: true }).count()).toBe(0)
})
