import { beforeAll, expect, it } from 'vitest'
import type { Person, SaasUser } from '../../src/client/person.ts'
import type { Page } from '../../src/client/types.ts'
import { loadedSite } from './loaded-site.ts'
import { barriers, newVisit, signIn, type Visit } from './visit.ts'

const at = loadedSite(8)
let user: SaasUser
let place = ''
beforeAll(async () => {
  const { items } = await at.desk.ask<Page<SaasUser>>('GET', '/api/saas-users')
  const owned = items.find(({ personId }) => personId !== null)
  if (!owned) throw new Error('nobody has a SaaS user')
  user = owned
  place = `/saas-users/${user.id}`
})

/** Begins to say on its page that it is nobody's. */
async function chooseNobody({ page }: Visit): Promise<void> {
  await page.goto(place)
  await page.getByRole('button', { name: 'Edit: Person' }).press('Enter')
  await page.getByRole('combobox', { name: 'Person' }).click()
  await page.getByRole('option', { name: 'Nobody' }).click()
}

/** Gives it back there, until its person stands there again. */
async function giveBack({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Edit: Person' }).press('Enter')
  await page.getByRole('button', { name: 'Give back to the sources' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const owner = page.getByRole('link', { name: String(user.personName) })
  await owner.first().waitFor()
}

it('a SaaS user says by keyboard why its role is so, and leads to its person, application and run', async () => {
  const { page, complaints } = at.visit
  await page.goto(place)
  await page.getByText('does not tell when it was last active').waitFor()
  const why = page.getByRole('button', { name: 'Why this value: Role' })
  await why.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Used', { exact: true }).waitFor()
  await dialog.getByText('At the vendor').waitFor()
  expect(await barriers(at.visit)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await why.and(page.locator(':focus')).waitFor()
  await page.getByText('SaaS user at Planhat created').waitFor()
  await page.getByRole('link', { name: String(user.personName) }).click()
  await page.getByRole('heading', { level: 1, name: String(user.personName) }).waitFor()
  await page.locator('main a[href^="/saas-users/"]').click()
  await page.getByRole('heading', { level: 1, name: String(user.label) }).waitFor()
  await page.getByRole('link', { name: 'run', exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Run of Planhat' }).waitFor()
  expect(complaints).toEqual([])
})

it('whose it is is said on its page, and given back there; history tells both', async () => {
  const { page } = at.visit
  await chooseNobody(at.visit)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('nobody', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Why this value: Person' }).press('Enter')
  await page.getByRole('dialog').getByText('What is edited by hand comes before every integration').waitFor()
  await page.keyboard.press('Escape')
  await giveBack(at.visit)
})

it('that it needs no person is said on its page with the reason, and it no longer counts as without one', async () => {
  const { page, complaints } = at.visit
  await chooseNobody(at.visit)
  await page.getByRole('textbox', { name: 'Why it needs no person' }).fill('Shared mailbox')
  expect(await barriers(at.visit)).toEqual([])
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('None needed: Shared mailbox').waitFor()
  await page.getByText('No person needed:').first().waitFor()
  const { items } = await at.desk.ask<Page<SaasUser>>('GET', '/api/saas-users?unmatched=true')
  expect(items.map(({ id }) => id)).not.toContain(user.id)
  await giveBack(at.visit)
  expect(complaints).toEqual([])
})

it('lists and the palette lead to the page of a SaaS user', async () => {
  const { page } = at.visit
  const arrived = () => page.getByRole('heading', { level: 1, name: String(user.label) }).waitFor()
  await page.goto('/saas-users')
  await page.getByRole('link', { name: String(user.label) }).click()
  await arrived()
  await page.locator('main a[href^="/saas/app_"]').click()
  await page.getByRole('link', { name: String(user.label) }).click()
  await arrived()
  await page.goto('/')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search, or go somewhere' }).fill(String(user.vendorId))
  await page
    .getByRole('dialog')
    .getByRole('button', { name: String(user.label) })
    .click()
  await arrived()
})

it('the page of a SaaS user fits a telephone in the dark, its reasons too', async () => {
  const other = await newVisit(at.browser, at.site, { scheme: 'dark', width: 390 })
  await signIn(other)
  await other.page.goto(place)
  await other.page.getByRole('button', { name: 'Why this value: State' }).click()
  await other.page.getByText('How it came to be').waitFor()
  expect(await barriers(other)).toEqual([])
  expect(await other.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(
    0,
  )
  expect(other.complaints).toEqual([])
  await other.close()
})

it('many SaaS users are linked to one person who is chosen, by a plan that is taken back again', async () => {
  const { page, complaints } = at.visit
  const { items: people } = await at.desk.ask<Page<Person>>('GET', '/api/people?limit=3')
  const other = people.find(({ id }) => id !== user.personId)
  await page.goto('/saas-users')
  for (const row of [1, 2]) await page.getByRole('row').nth(row).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Link to a person' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Show the plan' }).click()
  await dialog.getByText('choose whose they become').waitFor()
  await dialog.getByRole('combobox', { name: 'Person' }).fill(String(other?.values.email))
  await page.getByRole('option', { name: String(other?.values.email) }).click()
  expect(await barriers(at.visit)).toEqual([])
  await dialog.getByRole('button', { name: 'Show the plan' }).press('Enter')
  const apply = () => page.getByRole('button', { name: 'Apply this plan' }).click()
  const theirs = async () => {
    const { items } = await at.desk.ask<Page<SaasUser>>('GET', '/api/saas-users')
    return items.filter(({ personId }) => personId === other?.id).length
  }
  await apply()
  await page.getByText('Only what one run changed.').waitFor()
  expect(await theirs()).toBeGreaterThanOrEqual(2)
  await page.getByRole('link', { name: 'Bulk edit' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await page.getByRole('heading', { level: 1, name: /^Undo/ }).waitFor()
  await apply()
  await page
    .getByText(/^(Succeeded|Only what one run changed\.)$/)
    .first()
    .waitFor()
  expect(await theirs()).toBe(1)
  expect(complaints).toEqual([])
})

it('many are said to need no person, with the reason, by a plan', async () => {
  const { page, complaints } = at.visit
  await page.goto('/saas-users')
  await page.getByRole('row').nth(1).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Say that no person is needed' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Service account')
  expect(await barriers(at.visit)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByText('The plan updates 1 record.').waitFor()
  await page.getByText('Service account').first().waitFor()
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Only what one run changed.').waitFor()
  await page.goto('/saas-users')
  await page.getByRole('button', { name: 'No person needed' }).click()
  await page.getByText('none needed').waitFor()
  expect(complaints).toEqual([])
})
