import { beforeAll, expect, it } from 'vitest'
import type { Integration } from '../../src/client/integration.ts'
import type { Page } from '../../src/client/types.ts'
import { load } from './loaded.ts'
import { loadedSite } from './loaded-site.ts'
import { barriers, newVisit, signIn } from './visit.ts'

const at = loadedSite(8)
beforeAll(async () => {
  const rights = ['people:read', 'devices:read', 'fields:read']
  await at.desk.ask('POST', '/api/roles', { label: 'Reception', rights })
})

it('fields are put in another order, by buttons and by drawing, and pages of people follow', async () => {
  const { page, complaints } = at.visit
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
  expect(await barriers(at.visit)).toEqual([])
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

it('fields with many options fit a page of 1280 pixels, and are edited there', async () => {
  const options = ['Amsterdam', 'Barcelona', 'Copenhagen', 'Düsseldorf', 'Edinburgh', 'Frankfurt am Main']
  await at.desk.ask('POST', '/api/fields', { label: 'Office', type: 'choice', options })
  const narrower = await newVisit(at.browser, at.site, { width: 1280 })
  const { page } = narrower
  await signIn(narrower)
  await page.goto('/fields')
  const table = page.getByRole('table', { name: 'Fields of people' })
  await table.getByText('Amsterdam, Barcelona').waitFor()
  const beyond = await table.evaluate(
    ({ parentElement: scroller }) => (scroller?.scrollWidth ?? 0) - (scroller?.clientWidth ?? 0),
  )
  expect(beyond).toBe(0)
  await narrower.close()
})

it('a field says who sees it, and is hidden from a role in its place', async () => {
  const { page, complaints } = at.visit
  await page.goto('/fields/phone')
  const sees = page.getByRole('switch', { name: 'Reception sees Phone' })
  await sees.focus()
  await page.keyboard.press('Space')
  await expect.poll(() => sees.isChecked()).toBe(false)
  await page.getByText('Sees every field').first().waitFor()
  expect(await barriers(at.visit)).toEqual([])
  await page.getByRole('link', { name: 'Reception' }).click()
  await page.getByText('Phone', { exact: true }).first().waitFor()
  await page.goto('/fields?object=device')
  await page.getByRole('table', { name: 'Fields of devices' }).getByRole('link', { name: 'Model' }).click()
  const model = page.getByRole('switch', { name: 'Reception sees Model' })
  await model.focus()
  await page.keyboard.press('Space')
  await expect.poll(() => model.isChecked()).toBe(false)
  expect(complaints).toEqual([])
})

it('a field of Muster’s own is called otherwise on every page, and is put back', async () => {
  const { page, complaints } = at.visit
  const rename = async (act: () => Promise<void>) => {
    const form = page.getByRole('dialog', { name: /^Edit / })
    await act()
    expect(await barriers(at.visit)).toEqual([])
    await form.getByRole('button', { name: 'Save' }).click()
    await form.waitFor({ state: 'detached' })
  }
  await page.goto('/fields/last_name')
  await page.getByRole('button', { name: 'Edit' }).click()
  const name = page.getByRole('dialog').getByLabel('Name')
  await rename(() => name.fill('Surname'))
  await page.getByRole('heading', { name: 'Surname', level: 1 }).waitFor()
  await page.getByText('which calls it Last name').waitFor()
  await page.goto('/people?columns=fullName,last_name')
  await page.getByRole('columnheader', { name: /^Surname/ }).waitFor()
  await page.getByRole('table', { name: 'People' }).getByRole('link').first().click()
  await page
    .locator('dt', { hasText: /^Surname$/ })
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Why this value: Surname' }).click()
  await page.getByRole('dialog', { name: /Surname/ }).waitFor()
  const { items } = await at.desk.ask<Page<Integration>>('GET', '/api/integrations')
  await page.goto(`/integrations/${items[0]?.id}`)
  await page.locator('#mapping').getByText('Surname', { exact: true }).first().waitFor({ state: 'attached' })
  await page.goto('/fields')
  await page.getByRole('button', { name: 'Edit Surname' }).click()
  await rename(() => page.getByRole('button', { name: 'Put Last name back' }).click())
  await page.getByRole('button', { name: 'Edit Last name' }).waitFor()
  expect(complaints).toEqual([])
})

it('a field of devices is made, put elsewhere, and hidden from a role that may see devices', async () => {
  const { page, complaints } = at.visit
  const rights = ['people:read', 'fields:read']
  await at.desk.ask('POST', '/api/roles', { label: 'Doorkeeper', rights })
  await page.goto('/fields')
  await page.getByText('Hardware', { exact: true }).last().click()
  await page.getByRole('button', { name: 'Add a field' }).click()
  const form = page.getByRole('dialog', { name: 'Add a field of devices' })
  await form.getByLabel('Name').fill('Rack')
  await form.getByText('No two devices have the same value').waitFor()
  await form.getByRole('button', { name: 'Create' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Change the order' }).click()
  const order = page.getByRole('dialog', { name: 'Order of fields' })
  await order.getByRole('button', { name: 'Move Rack up' }).click()
  await order.getByRole('button', { name: 'Save' }).click()
  await order.waitFor({ state: 'detached' })
  const fields = page.getByRole('table', { name: 'Fields of devices' })
  await expect.poll(() => fields.getByRole('link').nth(-2).textContent()).toBe('Rack')
  await fields.getByRole('link', { name: 'Rack' }).click()
  const sees = page.getByRole('switch', { name: 'Reception sees Rack' })
  await sees.focus()
  await page.keyboard.press('Space')
  await expect.poll(() => sees.isChecked()).toBe(false)
  expect(await page.getByRole('switch', { name: /^Doorkeeper/ }).count()).toBe(0)
  expect(complaints).toEqual([])
})

it('another order of sources is drawn, looked at as a plan, applied, and taken back', async () => {
  const { page, complaints } = at.visit
  const { items } = await at.desk.ask<Page<Integration>>('GET', '/api/integrations')
  const [first] = items
  if (!first) throw new Error('nothing was loaded')
  const { mapping, credentialId } = first
  const upper = mapping.entries.map((entry) =>
    entry.target === 'last_name' ? { ...entry, pipes: 'upper' } : entry,
  )
  const more = { name: 'Second', selection: 'user', credentialId, mapping: { ...mapping, entries: upper } }
  const second = await at.desk.ask<Integration>('POST', '/api/integrations', {
    connector: 'planhat',
    load: 'users',
    ...more,
  })
  await load(at.desk, second)
  await page.goto('/fields/last_name')
  await page.getByText('The usual order: as they were launched').waitFor()
  const order = page.getByRole('list', { name: 'Who speaks first' })
  await order.getByRole('button', { name: 'Move Second up' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Your order', { exact: true }).waitFor()
  expect(await barriers(at.visit)).toEqual([])
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'look at whom it changes' }).click()
  await page.getByRole('heading', { level: 1, name: 'Another order of sources' }).waitFor()
  await page.getByText(/From then on, sources speak in the new order/).waitFor()
  await page.getByText('Last name:').first().waitFor()
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Succeeded').first().waitFor()
  await page.goto('/fields/last_name')
  await page.getByText('Your order', { exact: true }).waitFor()
  expect(await order.getByRole('listitem').first().textContent()).toContain('Second')
  await page.goBack()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Undo of another order of sources' }).waitFor()
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Succeeded').first().waitFor()
  await page.goto('/fields/last_name')
  await page.getByText('The usual order: as they were launched').waitFor()
  expect(complaints).toEqual([])
})
