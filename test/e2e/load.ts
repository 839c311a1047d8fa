import type { Locator, Page } from 'playwright-core'
import { type Site, vendorToken } from './site.ts'

/** Goes to a place of the menu, which is behind a button where the page is narrow. */
export async function goTo(page: Page, place: string): Promise<void> {
  const open = page.getByRole('button', { name: 'Open the menu' })
  if (await open.isVisible()) await open.click()
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('link', { name: place, exact: true })
    .click()
}

/** Chooses whose credential is made. */
export async function chooseVendor(dialog: Locator, vendor: string): Promise<void> {
  await dialog.getByRole('combobox', { name: 'Vendor' }).click()
  await dialog.page().getByRole('option', { name: vendor, exact: true }).click()
}

/** The steps from nothing to a loaded directory, each as somebody does it by hand. */
export async function keepCredential(page: Page, { vendor }: Site): Promise<void> {
  await goTo(page, 'Credentials')
  await page.getByRole('button', { name: 'New credential' }).click()
  const dialog = page.getByRole('dialog', { name: 'New credential' })
  await chooseVendor(dialog, 'Planhat')
  await dialog.getByLabel('Name').fill('Planhat read-only')
  await dialog.getByLabel('API token').fill(vendorToken)
  await dialog.getByLabel('API address (cluster)').fill(vendor.origin)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await page.getByText('It works').waitFor()
  await page.getByRole('button', { name: 'New integration with it: Planhat User Load' }).waitFor()
}

/** New integration, from the catalogue. */
export async function addIntegration(page: Page): Promise<void> {
  await goTo(page, 'Integrations')
  await page.getByText('Blocks').click()
  await page.getByRole('button', { name: 'New integration: Extended for users' }).click()
  await page.getByLabel('Search the catalogue').fill('planhat')
  await page.getByRole('button', { name: 'Add Planhat User Load' }).click()
  await page.getByRole('heading', { level: 1, name: 'Planhat User Load' }).waitFor()
}

export async function chooseDetails(page: Page): Promise<void> {
  const details = page.locator('#details')
  await details.getByRole('button', { name: 'Edit details' }).click()
  await details.getByLabel('Name').fill('Planhat')
  await details.getByRole('radio', { name: 'User plus SaaS user' }).check()
  await details.getByRole('radio', { name: 'Create & Update' }).check()
  await details.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { level: 1, name: 'Planhat', exact: true }).waitFor()
  // The only credential of the vendor is chosen already.
  await page.locator('#credential').getByText('Only sent to').waitFor()
}

export async function chooseSchedule(page: Page): Promise<void> {
  const schedule = page.locator('#schedule')
  await schedule.getByRole('button', { name: 'Edit schedule' }).click()
  await schedule.getByRole('combobox', { name: 'It runs' }).click()
  await page.getByRole('option', { name: 'Every day' }).click()
  await schedule.getByLabel('Time', { exact: true }).fill('03:15')
  await schedule.getByRole('button', { name: 'Save' }).click()
  await schedule.getByText('Daily at 03:15').waitFor()
}

/** Smart Mapping, a new field in place, the role, and a sync key. */
export async function mapFields(page: Page): Promise<void> {
  const mapping = page.locator('#mapping')
  await mapping.getByRole('button', { name: 'Take a sample' }).click()
  await mapping.getByText('Sample taken').waitFor()
  await mapping.getByRole('button', { name: 'Smart Mapping' }).click()
  // The procedure makes this field by hand.
  await page.getByRole('checkbox', { name: 'Planhat User ID, a new field' }).uncheck()
  await page.getByRole('button', { name: 'Accept 5 proposals' }).click()
  await mapping.getByRole('button', { name: 'Map User Id to a field of people' }).click()
  await page.getByRole('option', { name: 'Add new field of people' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a field of people' })
  await dialog.getByLabel('Name').fill('Planhat User ID')
  await dialog.getByLabel('Unique').check()
  await dialog.getByRole('button', { name: 'Create' }).click()
  await mapping.getByRole('button', { name: 'Source of Planhat User ID: User Id' }).waitFor()
  await bringToTitle(page)
  await mapping.getByRole('button', { name: 'Source of Title: External Id' }).waitFor()
  await mapping.getByRole('button', { name: /^Source of Role/ }).click()
  await page.getByRole('option', { name: 'Employee' }).click()
  await mapping.getByRole('button', { name: 'Use Email as sync key' }).click()
  await mapping.getByRole('button', { name: 'Update', exact: true }).click()
  await mapping.getByRole('status').getByText('Saved', { exact: true }).waitFor()
  await page.getByText('Nothing is missing').waitFor()
}

/** The external id becomes the title: by dragging it there or, where the sides stand below each other, from its list. */
async function bringToTitle(page: Page): Promise<void> {
  const mapping = page.locator('#mapping')
  const source = mapping.getByRole('listitem').filter({ hasText: 'External Id' })
  if ((page.viewportSize()?.width ?? 0) > 600) return source.dragTo(mapping.locator('#target-title'))
  await source.getByRole('button', { name: 'Map External Id to a field of people' }).click()
  await page.getByRole('option', { name: 'Title', exact: true }).click()
}

/** The plan, looked at and launched. */
export async function launch(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Launch' }).getByRole('button', { name: 'Preview plan' }).click()
  await page.getByRole('button', { name: 'Launch' }).click()
  await page.getByText('Succeeded').first().waitFor()
}
