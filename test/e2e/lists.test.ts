import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { loadedSite } from './loaded-site.ts'
import { barriers, newVisit, signIn } from './visit.ts'

const at = loadedSite(700)

/** What one row after another says of its first column. */
const names = (page: Page) => page.locator('tbody th').allInnerTexts()
const heads = (page: Page) => page.locator('thead th').allInnerTexts()

it.each(['/people', '/saas-users', '/saas'])(
  'the usual columns of %s fit a page of 1280 pixels',
  async (place) => {
    const narrower = await newVisit(at.browser, at.site, { width: 1280 })
    const { page } = narrower
    await signIn(narrower)
    await page.goto(place)
    await page.locator('tbody th').first().waitFor()
    const beyond = await page
      .getByRole('region', { name: /, to scroll$/ })
      .evaluate((scroller) => scroller.scrollWidth - scroller.clientWidth)
    expect(beyond).toBe(0)
    await narrower.close()
  },
)

it('a list is filtered, sorted and shaped, and its address shows somebody else the same', async () => {
  const { page } = at.visit
  await page.goto('/people')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('combobox', { name: 'Field' }).click()
  await page.getByRole('option', { name: 'Email' }).click()
  await page.getByRole('combobox', { name: 'Question' }).click()
  await page.getByRole('option', { name: 'ends with', exact: true }).click()
  await page.getByLabel('Compared with').fill('@example.net')
  await page.getByRole('button', { name: 'Apply the filter' }).click()
  await page.getByText('Email ends with @example.net').waitFor()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()

  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Last name' }).check()
  await page.getByRole('checkbox', { name: 'Username' }).uncheck()
  await page.getByRole('button', { name: 'Move Last name before' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Last name', exact: true }).click()
  await page
    .getByRole('columnheader', { name: 'Last name' })
    .and(page.locator('[aria-sort=ascending]'))
    .waitFor()
  await page.getByRole('button', { name: 'Email', exact: true }).click({ modifiers: ['Shift'] })
  await page.getByRole('separator', { name: 'Width of Email' }).press('ArrowRight')
  await page.waitForURL(/email%3A275|email:275/)
  await page.waitForLoadState('networkidle')
  const { items } = await at.desk.ask<{ items: { fullName: string }[] }>(
    'GET',
    '/api/people?filter=email+ends+%22%40example.net%22&sort=last_name,email&limit=10',
  )
  expect((await names(page)).slice(0, 10)).toEqual(items.map(({ fullName }) => fullName))

  const other = await newVisit(at.browser, at.site)
  await signIn(other)
  await other.page.goto(page.url())
  await other.page.getByRole('row').nth(5).waitFor()
  expect([await names(other.page), await heads(other.page)]).toEqual([await names(page), await heads(page)])
  expect(await heads(page)).toEqual(['Name', 'Email\n2', 'Role', 'Last name', 'Changed'])
  expect([at.visit.complaints, other.complaints]).toEqual([[], []])
  await other.close()
})

it('columns are chosen one after the other by the keyboard', async () => {
  const { page } = at.visit
  const focused = page.locator(':focus')
  await page.goto('/people')
  await page.getByRole('button', { name: 'Columns' }).press('Enter')
  for (const name of ['Last name', 'Username']) {
    await page.getByRole('checkbox', { name }).press(' ')
    await page
      .getByRole('columnheader', { name })
      .waitFor({ state: name === 'Username' ? 'hidden' : 'visible' })
    await page.getByRole('checkbox', { name }).and(focused).waitFor()
  }
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Columns' }).and(focused).waitFor()
})

it('of a long list only what is in sight is drawn, and everybody comes by scrolling', async () => {
  const { page } = at.visit
  await page.goto('/people')
  await page.locator('tbody th').first().waitFor()
  expect(await page.locator('tbody tr').count()).toBeLessThan(80)
  const { count } = await at.desk.ask<{ count: number }>('GET', '/api/people/count')
  await page.getByText(`${count} people`).waitFor()
  const { items } = await at.desk.ask<{ items: { fullName: string }[] }>(
    'GET',
    '/api/people?sort=-username&limit=1',
  )
  const last = page.getByRole('rowheader', { name: items[0]?.fullName ?? '', exact: true }).last()
  await page.getByRole('region', { name: 'People' }).focus()
  const goToTheEnd = async () => {
    await page.keyboard.press('End')
    return last.isVisible()
  }
  await expect.poll(goToTheEnd, { timeout: 10_000 }).toBe(true)
})

it('a filter that leaves nobody says so, and one that cannot be read says why', async () => {
  const { page } = at.visit
  await page.goto('/people?search=zzzz')
  await page.getByText('No people fit').waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.locator('tbody th').first().waitFor()
  expect(await page.getByRole('searchbox', { name: 'Search people' }).inputValue()).toBe('')
  await page.goto('/people?filter=shoe_size+gt+40')
  await page.getByText('There is no field "shoe_size" here').waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.locator('tbody th').first().waitFor()
})

it('what an address cannot mean is taken out of it, and a search that is too long is let go', async () => {
  const { page, complaints } = at.visit
  complaints.length = 0
  await page.goto('/people?asOf=someday&archived=maybe&density=huge&sort=-username')
  await page.locator('tbody th').first().waitFor()
  expect([new URL(page.url()).search, complaints]).toEqual(['?sort=-username', []])
  await page.goto(`/people?search=${'x'.repeat(201)}`)
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.locator('tbody th').first().waitFor()
  expect(await page.getByRole('searchbox', { name: 'Search people' }).inputValue()).toBe('')
})

it('a view by a field that was retired says so, and is shown without it until that is taken out', async () => {
  const { page } = at.visit
  const { key } = await at.desk.ask<{ key: string }>('POST', '/api/fields', { label: 'Colour', type: 'text' })
  const words = { sort: key, filter: `${key} empty` }
  const view = { list: 'people', name: 'By colour', words }
  const { id } = await at.desk.ask<{ id: string }>('POST', '/api/views', view)
  await at.desk.ask('PATCH', `/api/fields/${key}`, { retired: true })
  await page.goto(`/people?${new URLSearchParams({ ...words, view: id })}`)
  await page.getByText('sorts by Colour and filters by Colour, which is retired').waitFor()
  await page.locator('tbody th').first().waitFor()
  await page.getByRole('button', { name: 'Take it out' }).click()
  await expect.poll(() => page.getByText('which is retired').count()).toBe(0)
  expect(new URL(page.url()).searchParams.has('sort')).toBe(false)

  await page.goto('/people?sort=shoe_size')
  await page.getByText('There is no field "shoe_size" here').waitFor()
  await page.getByRole('button', { name: 'Sort as usual' }).click()
  await page.locator('tbody th').first().waitFor()
})

it('SaaS users without a person are one press away', async () => {
  const { page } = at.visit
  await page.goto('/saas-users')
  await page.getByRole('button', { name: 'Without a person' }).click()
  await page.getByRole('button', { name: 'Clear' }).waitFor()
  expect(await page.getByText('Without a person', { exact: true }).count()).toBe(2)
  const { items } = await at.desk.ask<{ items: { label: string }[] }>('GET', '/api/saas-users?unmatched=true')
  await expect.poll(() => names(page)).toEqual(items.map(({ label }) => label))
})

it('a list is kept as a view, comes like it, and is taken along as it is shown', async () => {
  const { page } = at.visit
  await page.goto('/people?filter=email+ends+%22%40example.org%22&sort=-email&columns=fullName,email')
  await page.getByRole('button', { name: 'All people' }).click()
  await page.getByRole('menuitem', { name: 'Keep as a new view' }).click()
  const dialog = page.getByRole('dialog', { name: 'Keep as a view' })
  await dialog.getByLabel('Name').fill('Example org')
  await dialog.getByRole('checkbox', { name: 'Open the list with this view' }).check()
  await dialog.getByRole('button', { name: 'Keep', exact: true }).press('Enter')
  await page.getByRole('button', { name: 'Example org' }).and(page.locator(':focus')).waitFor()

  await page.goto('/people')
  await page.getByText('Email ends with @example.org').waitFor()
  await page.locator('tbody th').first().waitFor()
  expect(await heads(page)).toEqual(['Name', 'Email'])
  await page.getByRole('button', { name: 'Export' }).click()
  const waiting = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  const download = await waiting
  const table = await readFile(await download.path(), 'utf8')
  const rows = table.trim().split('\r\n')
  const { count } = await at.desk.ask<{ count: number }>(
    'GET',
    '/api/people/count?filter=email+ends+%22%40example.org%22',
  )
  expect([rows[0], rows.length - 1]).toEqual(['Name,Email', count])
  expect(rows[1]).toContain((await names(page))[0])

  await page.getByRole('button', { name: 'Example org' }).click()
  await page.getByRole('menuitem', { name: 'All people' }).click()
  await page.getByRole('columnheader', { name: 'Username' }).waitFor()
  expect(await heads(page)).toHaveLength(5)
})

it.each(['/people', '/saas-users', '/saas'])(
  '%s is taken along under the headings it is shown under',
  async (place) => {
    const { page } = at.visit
    await page.goto(`${place}?view=all&sort=-id`)
    await page.locator('tbody th').first().waitFor()
    const shown = await heads(page)
    await page.getByRole('button', { name: 'Export' }).click()
    const waiting = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'CSV' }).click()
    const table = await readFile(await (await waiting).path(), 'utf8')
    // A unit may stand behind, which the list tells in each cell.
    const taken = table.slice(1, table.indexOf('\r\n')).split(',')
    expect(shown.map((heading, place) => taken[place]?.slice(0, heading.length))).toEqual(shown)
  },
)

it('a list is shown as of a day, cannot be changed there, and leads back', async () => {
  const { page, complaints } = at.visit
  const earlier = complaints.length
  const { items } = await at.desk.ask<{ items: { id: string; fullName: string }[] }>(
    'GET',
    '/api/people?limit=1',
  )
  const [first] = items
  await at.site.write(`update change set at = at - interval '30 days'`)
  await at.site.write(`update person set created_at = created_at - interval '30 days'`)
  await at.desk.ask('PATCH', `/api/people/${first?.id}`, {
    values: { first_name: 'Since', last_name: 'Renamed' },
  })
  const day = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10)
  await page.goto('/people?sort=username')
  await page.getByRole('link', { name: 'Since Renamed' }).waitFor()
  await page.getByRole('button', { name: 'As of a day' }).click()
  await page.getByLabel('As it was at the end of').fill(day)
  await page.waitForURL(/asOf=/)
  await page.keyboard.press('Enter')
  await page.getByLabel('As it was at the end of').waitFor({ state: 'detached' })
  // Its name is shown beside a button for as long as it is pointed at.
  await page.mouse.move(0, 0)
  await page.getByRole('tooltip').waitFor({ state: 'detached' })
  await page
    .getByRole('link', { name: first?.fullName ?? '', exact: true })
    .first()
    .waitFor()
  expect(await page.getByRole('link', { name: 'Since Renamed' }).count()).toBe(0)
  expect(await page.getByRole('checkbox').count()).toBe(0)
  expect(await barriers(at.visit)).toEqual([])
  await page.getByRole('button', { name: 'Export' }).click()
  const waiting = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  expect((await waiting).suggestedFilename()).toBe(`people-${day}.csv`)
  await page.getByRole('button', { name: 'Back to today' }).click()
  await page.getByRole('link', { name: 'Since Renamed' }).waitFor()
  await page.goto('/hardware?asOf=2001-01-01')
  await page.getByRole('heading', { name: 'There were no devices in the directory then' }).waitFor()
  await page.goto('/hardware?asOf=2001-01-01&search=nobody')
  await page.getByRole('heading', { name: 'No devices fit' }).waitFor()
  expect(complaints.slice(earlier)).toEqual([])
})

it('a list is counted by a column, and each group leads to its rows', async () => {
  const { page, complaints } = at.visit
  const earlier = complaints.length
  await page.goto('/saas-users?search=a')
  await page.getByRole('button', { name: 'Group', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Active' }).click()
  await page.waitForURL(/group=active/)
  const { items } = await at.desk.ask<{ items: { value: boolean; count: number }[] }>(
    'GET',
    '/api/saas-users/groups?by=active&search=a',
  )
  const inactive = items.find(({ value }) => value === false)?.count ?? 0
  const line = page.getByRole('row', { name: /^No / })
  expect(await line.getByRole('cell').first().innerText()).toBe(String(inactive))
  expect(await barriers(at.visit)).toEqual([])
  await line.getByRole('link', { name: 'No' }).click()
  await page.getByText(`${inactive} SaaS users`).waitFor()
  expect(new URL(page.url()).searchParams.get('filter')).toBe('active eq false')
  expect(complaints.slice(earlier)).toEqual([])
})

it('a view keeps groups and a day, says so, and is put back where it was changed', async () => {
  const { page, complaints } = at.visit
  const earlier = complaints.length
  const day = new Date().toISOString().slice(0, 10)
  const menu = (name: string) => page.getByRole('button', { name, exact: true })
  await page.goto(`/saas-users?group=active&asOf=${day}`)
  await menu('All SaaS users').click()
  await page.getByRole('menuitem', { name: 'Keep as a new view' }).click()
  const dialog = page.getByRole('dialog', { name: 'Keep as a view' })
  await dialog.getByLabel('Name').fill('States')
  await dialog.getByRole('checkbox', { name: /^Always as of/ }).waitFor()
  expect(await barriers(at.visit)).toEqual([])
  await dialog.getByRole('checkbox', { name: 'Open the list with this view' }).check()
  await dialog.getByRole('button', { name: 'Keep', exact: true }).click()
  await menu('States').waitFor()

  await page.goto('/saas-users')
  await page.getByRole('row', { name: /^No / }).waitFor()
  await page.getByText(/^As it was at the end of/).waitFor()
  await page.getByRole('button', { name: 'Export' }).click()
  const waiting = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  const table = await readFile(await (await waiting).path(), 'utf8')
  expect(table.split('\r\n')[0]).toMatch(/Active,Count$/)

  await page.getByRole('button', { name: 'Back to today' }).click()
  await menu('States (changed)').click()
  await page.getByRole('menuitem', { name: /^States.*counted by Active · as of / }).waitFor()
  await page.getByRole('menuitem', { name: 'Put “States” back' }).click()
  await page.getByText(/^As it was at the end of/).waitFor()
  await page.getByRole('button', { name: 'By Active' }).click()
  await page.getByRole('menuitem', { name: 'No groups' }).click()
  await menu('States (changed)').click()
  await page.getByRole('menuitem', { name: 'Save “States”' }).click()
  await menu('States').waitFor()
  await page.goto('/saas-users')
  await page.locator('tbody th').first().waitFor()
  expect(await page.getByRole('button', { name: 'Group', exact: true }).count()).toBe(1)
  expect(complaints.slice(earlier)).toEqual([])
})
