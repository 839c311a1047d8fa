import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeEach, expect, it } from 'vitest'
import type { Person, SaasApplication } from '../../src/client/person.ts'
import { loadedSite } from './loaded-site.ts'
import { barriers, newVisit, signIn, type Visit } from './visit.ts'

const at = loadedSite(60)
let visit: Visit
let application: SaasApplication

const root = '/api/saas-applications'
const unknown = { seats: null, pricePerSeat: null, pricePeriod: null, currency: null, renewalDate: null }
beforeEach(async () => {
  const { items } = await at.desk.ask<{ items: { id: string }[] }>('GET', root)
  application = await at.desk.ask('PATCH', `${root}/${items[0]?.id}`, {
    ...unknown,
    ownerId: null,
    notes: null,
  })
  visit = await newVisit(at.browser, at.site)
  await signIn(visit)
  await visit.page.goto(`/saas/${application.id}`)
  return () => visit.close()
})

/** The value of a figure of the terms. */
const figure = (page: Page, name: string) =>
  page.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]').innerText()

it('terms are typed by keyboard, and say what is unused and what inactive accounts cost', async () => {
  const { page, complaints } = visit
  const [owner] = (await at.desk.ask<{ items: Person[] }>('GET', '/api/people?limit=1')).items
  await page.getByText('The price of a seat is not known').waitFor()
  expect(await figure(page, 'Unused seats')).toBe('Unknown')
  await page.getByRole('button', { name: 'Edit the terms' }).press('Enter')
  await page.getByLabel('Seats bought').and(page.locator(':focus')).waitFor()
  await page.keyboard.type('100')
  await page.keyboard.press('Tab')
  await page.keyboard.type('29.9')
  await page.keyboard.press('Tab')
  await page.keyboard.type('EUR')
  await page.keyboard.press('Enter')
  await page.getByLabel('Renews on').fill('2031-01-31')
  await page.getByRole('combobox', { name: 'Owner' }).fill(String(owner?.values.email))
  await page.getByRole('option', { name: String(owner?.values.email) }).click()
  await page.getByLabel('Notes').fill('Through the reseller.')
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await page.getByText('Through the reseller.').waitFor()
  await page.getByRole('button', { name: 'Edit the terms' }).and(page.locator(':focus')).waitFor()
  const { active, inactive, ownerName, ...saved } = await at.desk.ask<SaasApplication>(
    'GET',
    `${root}/${application.id}`,
  )
  expect(saved).toMatchObject({ seats: 100, pricePerSeat: 29.9, pricePeriod: 'month', currency: 'EUR' })
  expect(await figure(page, 'Unused seats')).toBe(String(100 - active))
  expect(await figure(page, 'Cost of inactive')).toBe(`€${(inactive * 29.9).toFixed(2)} a month`)
  expect([await figure(page, 'Renewal'), await figure(page, 'Owner')]).toEqual(['31 Jan 2031', ownerName])
  await page.goto('/saas')
  await page.getByText(`${100 - active} of 100`).waitFor()
  await page.getByText(`Inactive SaaS users cost €${(inactive * 29.9).toFixed(2)} a month`).waitFor()
  expect(complaints).toEqual([])
})

it('the form of the terms keeps nobody out', async () => {
  await visit.page.getByRole('button', { name: 'Edit the terms' }).click()
  await visit.page.getByLabel('Seats bought').waitFor()
  expect(await barriers(visit)).toEqual([])
})

it('what is wrong stands at its field, and what was typed stays', async () => {
  const { page } = visit
  await page.getByRole('button', { name: 'Edit the terms' }).click()
  await page.getByLabel('Price of a seat').fill('5')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('is missing: a price needs it').waitFor()
  expect(await page.getByRole('combobox', { name: 'Currency' }).getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByLabel('Price of a seat').inputValue()).toBe('5')
})

it('an edit of a version that somebody else has changed meanwhile is refused, and what they saved is there', async () => {
  const { page } = visit
  await page.getByRole('button', { name: 'Edit the terms' }).click()
  await page.getByLabel('Seats bought').fill('7')
  await at.desk.ask('PATCH', `${root}/${application.id}`, { seats: 90 })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText(/was changed since you read it/).waitFor()
  expect((await at.desk.ask<SaasApplication>('GET', `${root}/${application.id}`)).seats).toBe(90)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('of 90 bought').waitFor()
})

it('applications are a list to filter, sort, group, keep as a view and take along', async () => {
  const { page, complaints } = visit
  await at.desk.ask('PATCH', `${root}/${application.id}`, { seats: 100 })
  await page.goto('/saas')
  await page.getByRole('button', { name: 'Unused seats', exact: true }).first().press('Enter')
  await page.waitForURL(/filter=unusedSeats/)
  await page.getByRole('rowheader', { name: 'Planhat' }).waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.getByRole('button', { name: 'Renews within 90 days' }).click()
  await page.getByText('No SaaS applications fit').waitFor()
  await page.getByRole('button', { name: 'Renews within 90 days' }).click()
  await page.getByRole('button', { name: 'All SaaS applications' }).click()
  await page.getByRole('menuitem', { name: 'Keep as a new view' }).click()
  const dialog = page.getByRole('dialog', { name: 'Keep as a view' })
  await dialog.getByLabel('Name').fill('Paid for')
  await dialog.getByRole('button', { name: 'Keep', exact: true }).click()
  await page.getByRole('button', { name: 'Paid for' }).waitFor()
  await page.getByRole('button', { name: 'Export' }).click()
  const waiting = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  const table = await readFile(await (await waiting).path(), 'utf8')
  expect(
    table
      .slice(1)
      .split('\r\n')
      .map((line) => line.split(',')[0]),
  ).toEqual(['Application', 'Planhat', ''])
  await page.getByRole('button', { name: 'Group' }).click()
  await page.getByRole('menuitem', { name: 'Vendor' }).click()
  await page.getByRole('link', { name: 'planhat' }).click()
  await page.getByRole('rowheader', { name: 'Planhat' }).waitFor()
  expect(complaints).toEqual([])
})

it('history tells who wrote which terms, and a figure says why it is so', async () => {
  const { page, complaints } = visit
  const [owner, other] = (await at.desk.ask<{ items: Person[] }>('GET', '/api/people?limit=2')).items
  await at.desk.ask('PATCH', `${root}/${application.id}`, { seats: 100, ownerId: other?.id })
  await at.desk.ask('PATCH', `${root}/${application.id}`, { seats: 120, ownerId: owner?.id })
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.reload()
  await page.getByText('Application, Seats bought: 100→120').waitFor()
  await page.getByText(`Application, Owner: ${other?.fullName}→${owner?.fullName}`).waitFor()
  expect(asked.filter((path) => path.startsWith('/api/people/'))).toEqual(['/api/people/names'])
  expect(await barriers(visit)).toEqual([])
  const why = page.getByRole('button', { name: 'Why this value: Unused seats' })
  await why.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Why this value: Unused seats' })
  await dialog.getByText('Application, Seats bought: 100→120').waitFor()
  expect(await dialog.getByText('Owner').count()).toBe(0)
  expect(await barriers(visit)).toEqual([])
  await page.keyboard.press('Escape')
  await why.and(page.locator(':focus')).waitFor()
  expect(complaints).toEqual([])
})

it('many applications get the same terms by a plan, and one that is not whole says what is missing', async () => {
  const { page, complaints } = visit
  await page.goto('/saas')
  await page.getByRole('checkbox', { name: 'Choose all rows that are here' }).check()
  const acts = page.getByRole('region', { name: 'Chosen SaaS applications' })
  await acts.getByRole('button', { name: 'Edit the terms' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Edit the terms of 1 SaaS application' })
  await dialog.getByLabel('Price of a seat').fill('5')
  expect(await barriers(visit)).toEqual([])
  await dialog.getByRole('button', { name: 'Show the plan' }).click()
  await page.getByText('Currency: is missing: a price needs it').waitFor()
  await page.getByRole('button', { name: 'Reject the plan' }).click()
  const rejection = page.getByRole('dialog', { name: 'Throw this plan away?' })
  await rejection.getByLabel('Why (optional)').fill('The price has no period')
  expect(await barriers(visit)).toEqual([])
  await rejection.getByRole('button', { name: 'Reject' }).click()
  await page.getByText('The price has no period').waitFor()
  await page.goto(`/saas`)
  await page.getByRole('checkbox', { name: 'Choose all rows that are here' }).check()
  await acts.getByRole('button', { name: 'Edit the terms' }).click()
  await dialog.getByLabel('Seats bought').fill('77')
  await dialog.getByLabel('Renews on').fill('2031-01-31')
  await dialog.getByRole('button', { name: 'Show the plan' }).click()
  await page.getByText('The plan updates 1 record.').waitFor()
  await page.getByText('Seats bought: 77').waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Only what one run changed.').waitFor()
  await page.goto(`/saas/${application.id}`)
  await page.getByText(/of 77 bought/).waitFor()
  expect(complaints).toEqual([])
})

it('an application is archived by a plan, and comes back by another', async () => {
  const { page, complaints } = visit
  await page.getByRole('button', { name: 'Archive' }).click()
  await page.getByText('The plan archives 1 SaaS application.').waitFor()
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Only what one run changed.').waitFor()
  await page.goto('/saas?archived=true')
  await page.getByRole('link', { name: 'Planhat' }).click()
  await page.getByText('This application is archived').waitFor()
  await page.getByText('Application archived').waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.getByRole('button', { name: 'Restore' }).click()
  await page.getByText('The plan brings back 1 SaaS application.').waitFor()
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Only what one run changed.').waitFor()
  expect(complaints).toEqual([])
})

it('the page of an application fits a telephone in the dark, and so does what many are given', async () => {
  await at.desk.ask('PATCH', `${root}/${application.id}`, { seats: 100, notes: 'dear' })
  const other = await newVisit(at.browser, at.site, { scheme: 'dark', width: 390 })
  await signIn(other)
  const { page } = other
  const excess = () => page.evaluate('document.documentElement.scrollWidth - innerWidth')
  await page.goto(`/saas/${application.id}`)
  await page.getByText('Application, Notes: dear').first().waitFor()
  expect([await barriers(other), await excess()]).toEqual([[], 0])
  await page.goto('/saas')
  await page.getByRole('checkbox', { name: 'Choose all rows that are here' }).check()
  await page.getByRole('button', { name: 'Edit the terms' }).click()
  await page.getByLabel('Becomes unknown').first().waitFor()
  expect([await barriers(other), await excess()]).toEqual([[], 0])
  expect(other.complaints).toEqual([])
  await other.close()
})

it('applications are shown as of a day, with the terms of that day', async () => {
  const { page, complaints } = visit
  await at.desk.ask('PATCH', `${root}/${application.id}`, { seats: 100 })
  await page.goto(`/saas?asOf=${new Date().toISOString().slice(0, 10)}`)
  await page
    .getByText('Seats, prices, renewals and owners are unknown before their history was kept')
    .waitFor()
  await page.getByText(/of 100/).waitFor()
  expect(await barriers(visit)).toEqual([])
  await page
    .getByRole('link', { name: String(application.inactive), exact: true })
    .first()
    .click()
  await page.waitForURL(/asOf=/)
  await page.getByText(`${application.inactive} SaaS users`).waitFor()
  expect(complaints).toEqual([])
})

it('a count leads to the accounts that it counts', async () => {
  const { page } = visit
  await page.getByRole('link', { name: `${application.inactive} inactive` }).click()
  await page.getByText(`${application.inactive} SaaS users`).waitFor()
})

it('accounts without a person are chosen, and linked by their addresses once the plan was looked at', async () => {
  const { page, complaints } = visit
  await at.site.write(`with few as (
      update saas_user set person_id = null, linked_by_hand = false where id in (select id from saas_user where gone_at is null order by id limit 3) returning vendor_id)
    update source_record set object_id = null where vendor_id in (select vendor_id from few)`)
  await page.goto('/saas-users?filter=personId+empty')
  await page.getByRole('checkbox', { name: 'Choose all rows that are here' }).check()
  const acts = page.getByRole('region', { name: 'Chosen SaaS users' })
  expect(await barriers(visit)).toEqual([])
  await acts.getByRole('button', { name: 'Link by e-mail address' }).press('Enter')
  await page.getByText('The plan updates 3 records.').waitFor()
  await page
    .getByText(/SaaS user, Person:/)
    .first()
    .waitFor()
  expect(await barriers(visit)).toEqual([])
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Only what one run changed.').waitFor()
  await page.getByText('3 SaaS users', { exact: true }).waitFor()
  await page.goto('/saas-users?filter=personId+empty')
  await page.getByText('No SaaS users fit').waitFor()
  expect(complaints).toEqual([])
})

it('an account without a person is given to one from the list, and taken from them on their page', async () => {
  const { page, complaints } = visit
  const [person] = (await at.desk.ask<{ items: Person[] }>('GET', '/api/people?limit=1')).items
  await at.site.write(`with one as (
      update saas_user set person_id = null where id = (select max(id::text)::uuid from saas_user where gone_at is null) returning vendor_id)
    update source_record set object_id = null where vendor_id in (select vendor_id from one)`)
  await page.goto('/saas-users')
  const link = page.getByRole('link', { name: /\d+ without a person$/ })
  await link.click()
  await page.getByText('1 SaaS user', { exact: true }).waitFor()
  const name = await page.locator('tbody th').first().innerText()
  await page.getByRole('button', { name: `Say whose ${name} is` }).press('Enter')
  const dialog = page.getByRole('dialog', { name: `Whose is ${name}?` })
  await dialog.getByRole('combobox', { name: 'Person' }).fill(String(person?.values.email))
  await page.getByRole('option', { name: String(person?.values.email) }).click()
  expect(await barriers(visit)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await link.waitFor({ state: 'detached' })

  await page.goto(`/people/${person?.id}`)
  await page.getByText('By hand', { exact: true }).waitFor()
  const again = page.getByRole('button', { name: `Say whose ${name} is` })
  await again.click()
  const owner = dialog.getByRole('combobox', { name: 'Person' })
  await owner.click()
  await page.getByRole('option', { selected: true }).click()
  expect(await owner.inputValue()).toContain(String(person?.values.email))
  await owner.click()
  await page.getByRole('option', { name: 'Nobody' }).click()
  expect(await owner.inputValue()).toBe('')
  await page.getByRole('button', { name: 'Give back to the sources' }).click()
  await page.getByText('By hand', { exact: true }).waitFor({ state: 'detached' })
  await page.goto('/saas-users')
  await page.getByRole('link', { name: '1 without a person' }).waitFor()
  expect(complaints).toEqual([])
})

it('two applications of one vendor are told apart wherever their SaaS users stand', async () => {
  const { page } = visit
  await at.site.write(`with app as (insert into saas_application (vendor, instance)
      select vendor, 'EU' from saas_application limit 1 returning id)
    insert into saas_user (application_id, vendor_id, label, active) select id, 'eu-1', 'Only in the EU', true from app`)
  await page.goto('/saas-users?search=eu-1')
  await page.getByRole('cell', { name: 'Planhat · EU' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search, or go somewhere' }).fill('only in the eu')
  await page.getByRole('dialog').getByText('Planhat · EU').waitFor()
})
