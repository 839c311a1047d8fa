import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { newSite, type Site } from './site.ts'
import { barriers, newVisit, setUp, type Visit } from './visit.ts'

/** Whoever reads is a day ahead of the workspace, nearly. */
let site: Site
let browser: Awaited<ReturnType<typeof openBrowser>>
let visit: Visit
beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    newSite({ users: 1, env: { MUSTER_ZONE: 'America/Los_Angeles' } }),
    openBrowser(),
  ])
  visit = await newVisit(browser, site, { zone: 'Pacific/Auckland' })
  await setUp(visit, site)
  await site.write(`insert into person (username, email, first_name, created_at) values
    ('early', 'early@example.com', 'Early', '2026-03-29T06:59:59Z'), ('first', 'first@example.com', 'First', '2026-03-29T07:00:00Z'),
    ('last', 'last@example.com', 'Last', '2026-03-30T06:59:59Z'), ('late', 'late@example.com', 'Late', '2026-03-30T07:00:00Z'),
    ('today', 'today@example.com', 'Today', now())`)
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const names = async () => {
  await visit.rest()
  return visit.page.locator('tbody th').allInnerTexts()
}

/** Chooses of a list by keyboard. */
async function choose(label: string, option: string): Promise<void> {
  const { page } = visit
  await page.getByRole('combobox', { name: label }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('option', { name: option, exact: true }).waitFor()
  const active = () => page.locator('[role=option][data-combobox-selected]').innerText()
  for (let at = 0; at < 40 && (await active().catch(() => '')) !== option; at++)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

async function ask(question: string): Promise<void> {
  const { page } = visit
  await page.goto('/people?columns=fullName,createdAt&sort=createdAt')
  await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter')
  await choose('Field', 'In the directory since')
  await choose('Question', question)
}

const apply = () => visit.page.getByRole('button', { name: 'Apply the filter' }).press('Enter')

it('a day is the whole day of the workspace, in the filter, in the rows, in the groups and in the export', async () => {
  const { page } = visit
  await ask('is on')
  await page.getByLabel('Compared with').fill('2026-03-29')
  expect(await barriers(visit)).toEqual([])
  await apply()
  await page.getByText('In the directory since is on 29 Mar 2026').waitFor()
  expect(await names()).toEqual(['First', 'Last'])
  await page.getByText('Days and times of America/Los_Angeles').waitFor()
  expect(await page.locator('tbody time').allInnerTexts()).toEqual(['29 Mar 2026', '29 Mar 2026'])
  expect(await page.locator('tbody time').last().getAttribute('title')).toBe(
    '29 Mar 2026, 23:59 in America/Los_Angeles, 30 Mar 2026, 19:59 where you are',
  )
  const file = await page.request.get(`/api/people/export?filter=createdAt+eq+2026-03-29&columns=createdAt`)
  expect(await file.text()).toContain('2026-03-29T23:59:59-07:00')

  await page.goto('/people?group=createdAt')
  await page.getByRole('link', { name: '29 Mar 2026' }).press('Enter')
  await page.getByText('In the directory since is on 29 Mar 2026').waitFor()
  expect((await names()).toSorted()).toEqual(['First', 'Last'])
})

it('a time makes it a moment, and two days are asked through the end of the last', async () => {
  const { page } = visit
  await ask('is after')
  await page.getByLabel('Compared with: day').fill('2026-03-29')
  await page.getByLabel('Compared with: time').fill('00:00')
  await apply()
  await page.getByText('In the directory since is after 29 Mar 2026, 00:00').waitFor()
  expect(await names()).toEqual(['Last', 'Late', 'Today'])

  await ask('is between')
  await page.getByLabel('The first: day').fill('2026-03-28')
  await page.getByLabel('The last: day').fill('2026-03-29')
  await apply()
  await page.getByText('In the directory since is between 28 Mar 2026 and 29 Mar 2026').waitFor()
  expect(await names()).toEqual(['Early', 'First', 'Last'])
})

it('days from today are asked by a number or a word, on a narrow screen, too', async () => {
  const { page } = visit
  await page.setViewportSize({ width: 390, height: 844 })
  await ask('is in the last … days')
  await page.getByLabel('Days').fill('7')
  expect(await barriers(visit)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  await apply()
  await page.getByText('In the directory since is in the last 7 days').waitFor()
  expect(await names()).toEqual(['Today'])

  await ask('is today, this week, …')
  await choose('Compared with', 'in last month')
  await apply()
  await page.getByText('In the directory since is in last month').waitFor()
  await page.getByText('No people fit').waitFor()
  expect(visit.complaints).toEqual([])
})
