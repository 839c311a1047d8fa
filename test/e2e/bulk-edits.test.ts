import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { loadedSite, visitAs } from './loaded-site.ts'
import { barriers, type Visit } from './visit.ts'

const at = loadedSite(300)

const count = async (query = '') =>
  (await at.desk.ask<{ count: number }>('GET', `/api/people/count${query}`)).count
const box = (page: Page, row: number) => page.getByRole('row').nth(row).getByRole('checkbox')
const seller = '?filter=department+eq+%22Sellers%22'

it('rows are chosen by the keyboard and in a range, edited as a plan, and taken back as a whole', async () => {
  const { page, complaints } = at.visit
  await page.goto('/people')
  await box(page, 1).focus()
  await page.keyboard.press('Space')
  await page.getByText('1 person chosen').waitFor()
  await box(page, 6).click({ modifiers: ['Shift'] })
  await page.getByText('6 people chosen').waitFor()
  await box(page, 3).uncheck()
  await page.getByText('5 people chosen').waitFor()
  expect(await barriers(at.visit)).toEqual([])

  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit 5 people' })
  await dialog.getByRole('combobox', { name: 'Field' }).selectOption('Department')
  await dialog.getByRole('textbox', { name: 'Department' }).fill('Sellers')
  expect(await barriers(at.visit)).toEqual([])
  await dialog.getByRole('button', { name: 'Show the plan' }).click()

  await page.getByRole('heading', { name: 'Bulk edit' }).waitFor()
  await page.getByText('The plan updates 5 records.').waitFor()
  await page.getByText('Sellers').first().waitFor()
  expect(await barriers(at.visit)).toEqual([])
  expect(await count(seller)).toBe(0)
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Only what one run changed.').waitFor()
  await page.getByText('5 people', { exact: true }).waitFor()
  expect(await count(seller)).toBe(5)
  expect(await barriers(at.visit)).toEqual([])
  const shared = page.url()
  await page.getByRole('button', { name: 'Back to all people' }).click()
  await page.waitForURL((url) => !url.search.includes('changedBy'))
  await page.goto(shared)
  await page.getByRole('button', { name: 'New this month' }).click()
  await page.getByText('5 people', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByText('5 people', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Bulk edit' }).click()

  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await page.getByRole('heading', { name: 'Undo of a bulk edit' }).waitFor()
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Succeeded').first().waitFor()
  expect(await count(seller)).toBe(0)
  expect(complaints).toEqual([])
})

it('many are edited by the keyboard alone, and the focus is never lost', async () => {
  const { page, complaints } = at.visit
  const { keyboard } = page
  await page.goto('/people')
  await box(page, 1).focus()
  await keyboard.press('Space')
  const opener = page.getByRole('button', { name: 'Edit', exact: true })
  const focused = page.locator(':focus')
  await opener.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Edit 1 person' })
  const fields = dialog.getByRole('combobox', { name: 'Field' })
  await fields.and(focused).waitFor()
  await keyboard.type('Depart')
  await keyboard.press('Tab')
  await dialog.getByRole('combobox', { name: 'What becomes of it' }).and(focused).waitFor()
  await keyboard.press('Tab')
  await dialog.getByRole('textbox', { name: 'Department' }).and(focused).waitFor()
  await keyboard.type('Keys')
  await dialog.getByRole('button', { name: 'Another field' }).press('Enter')
  await fields.nth(1).and(focused).waitFor()
  await dialog.getByRole('button', { name: 'Leave this field' }).nth(1).press('Enter')
  await dialog.getByRole('button', { name: 'Another field' }).and(focused).waitFor()

  await keyboard.press('Escape')
  await opener.and(focused).waitFor()
  await keyboard.press('Enter')
  await fields.and(focused).waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter')
  await opener.and(focused).waitFor()

  await keyboard.press('Enter')
  await fields.and(focused).waitFor()
  await keyboard.type('Depart')
  await dialog.getByRole('textbox', { name: 'Department' }).fill('Keys')
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Bulk edit' }).and(focused).waitFor()
  expect(complaints).toEqual([])
})

it('everybody who fits is archived, also who is not loaded yet, but for one; brakes warn', async () => {
  const { page, complaints } = at.visit
  const all = await count()
  await page.goto('/people')
  await page.getByRole('checkbox', { name: 'Choose all rows that are here' }).check()
  await page.getByText('200 people chosen').waitFor()
  await page.getByRole('button', { name: `Choose all ${all} that fit` }).click()
  await page.getByText(`${all} people chosen`).waitFor()
  await box(page, 2).uncheck()
  await page.getByText(`${all - 1} people chosen`).waitFor()
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await page.getByText('Unusual, so look twice').waitFor()
  await page.getByText(`archives ${all - 1} people`).waitFor()
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText(`${all - 1} people`, { exact: true }).waitFor()
  expect([await count(), new URL(page.url()).searchParams.get('archived')]).toEqual([1, 'true'])

  await page.goto('/people?archived=true')
  await page.getByRole('checkbox', { name: 'Choose all rows that are here' }).check()
  await page.getByRole('button', { name: /^Choose all .* that fit$/ }).click()
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Only what one run changed.').waitFor()
  expect(await count()).toBe(all)
  expect(complaints).toEqual([])
})

it('what is chosen stays from one search to the next, and the bar tells how much of it is out of sight', async () => {
  const { page } = at.visit
  const { items } = await at.desk.ask<{ items: { values: { email: string } }[] }>(
    'GET',
    '/api/people?limit=2',
  )
  const search = page.getByLabel('Search people')
  const rows = page.locator('table[aria-busy=false][aria-rowcount="2"]')
  await page.goto('/people')
  for (const [at, { values }] of items.entries()) {
    await search.fill(values.email)
    await rows.getByText(values.email).first().waitFor()
    expect(await box(page, 1).isChecked()).toBe(false)
    await box(page, 1).check()
    await page
      .getByText(['1 person chosen', '2 people chosen, 1 of them not shown'][at] ?? '', { exact: true })
      .waitFor()
  }
  await page.getByRole('link', { name: 'Merge' }).waitFor()
  await page.getByRole('checkbox', { name: 'Choose all rows that are here' }).uncheck()
  await page.getByText('1 person chosen, 1 of them not shown').waitFor()
})

it('what is chosen is let go when the list is asked something else', async () => {
  const { page } = at.visit
  await page.goto('/people')
  await box(page, 1).check()
  await page.getByText('1 person chosen').waitFor()
  await page.getByRole('button', { name: 'New this month' }).click()
  await page.getByText('1 person chosen').waitFor({ state: 'detached' })
})

/** Somebody who edits the people of one department, of whom there are two. */
async function someOnly(department: string): Promise<Visit> {
  const { items } = await at.desk.ask<{ items: { id: string }[] }>('GET', '/api/people?limit=2')
  for (const { id } of items) await at.desk.ask('PATCH', `/api/people/${id}`, { values: { department } })
  const rights = ['people:read', 'people:write', 'runs:read', 'fields:read']
  const filter = { field: 'department', anyOf: [department] }
  return visitAs(at, 'Sam Seller', { label: department, rights, filter })
}

it('whoever sees only some people is not offered to decide about others, nor to merge, but about their own', async () => {
  const people = { filter: 'email not empty' }
  const edit = { act: 'edit', people, values: { title: 'Everybody' } }
  const plan = await at.desk.ask<{ id: string }>('POST', '/api/bulk-edits', edit)
  const visitor = await someOnly('Sellers')
  const { page } = visitor
  await page.goto(`/runs/${plan.id}`)
  await page.getByText('This plan is about people, devices or fields that you do not see.').waitFor()
  expect(await page.getByRole('button', { name: /Apply|Reject/ }).count()).toBe(0)
  expect(await barriers(visitor)).toEqual([])
  await page.goto('/people')
  await page.getByRole('row').nth(1).getByRole('link').click()
  await page.getByText('What each integration last said').waitFor()
  await page.getByText('Planhat').first().waitFor()
  expect(await page.getByRole('link', { name: 'Planhat' }).count()).toBe(0)
  await page.goto('/people')
  await box(page, 1).check()
  await box(page, 2).check()
  await page.getByText('2 people chosen').waitFor()
  expect(await page.getByRole('link', { name: 'Merge' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Archive' }).click()
  await page.getByRole('button', { name: 'Apply this plan' }).waitFor()
  await visitor.close()
})

it('a plan of which cannot be read who may decide says so, instead of standing there without a way on', async () => {
  const edit = { act: 'edit', people: { filter: 'email not empty' }, values: { title: 'Everybody' } }
  const plan = await at.desk.ask<{ id: string }>('POST', '/api/bulk-edits', edit)
  const { page } = at.visit
  await page.route(/\/decision$/, (route) => route.fulfill({ status: 502, body: 'Bad gateway' }))
  await page.goto(`/runs/${plan.id}`)
  await page.getByText('This is a plan: nothing was changed yet').waitFor()
  await page.getByRole('alert').filter({ hasText: 'not Muster' }).waitFor()
})
