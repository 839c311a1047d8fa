import { beforeAll, expect, it } from 'vitest'
import type { Person } from '../../src/client/person.ts'
import type { Page } from '../../src/client/types.ts'
import { loadedSite } from './loaded-site.ts'
import { barriers, newVisit, signIn } from './visit.ts'

const at = loadedSite(8)
let people: readonly Person[] = []
beforeAll(async () => {
  people = (await at.desk.ask<Page<Person>>('GET', '/api/people')).items
})

const emailOf = (person: Person | undefined) => String(person?.values.email)

it('two people are chosen in the list, looked at side by side, and become one', async () => {
  const { page, complaints } = at.visit
  const [first, second, third] = people
  await page.goto('/people')
  const box = (person: Person | undefined) =>
    page
      .getByRole('row')
      .filter({ hasText: emailOf(person) })
      .getByRole('checkbox')
  for (const person of [first, second, third]) await box(person).check()
  await page.getByText('To merge people, choose two').waitFor()
  await box(third).uncheck()
  await page.getByRole('link', { name: 'Merge' }).click()
  const table = page.getByRole('table', { name: 'What comes of each field' })
  await table.getByRole('row', { name: /^Email/ }).waitFor()
  const [stays] = await page.getByRole('heading', { level: 2, name: /stays$/ }).allTextContents()
  await page.getByRole('button', { name: /^Let .* stay$/ }).focus()
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await page.getByRole('heading', { level: 2, name: /stays$/ }).allTextContents())[0])
    .not.toBe(stays)
  await page.getByText(/1 source record and 1 SaaS user come along/).waitFor()
  expect(await barriers(at.visit)).toEqual([])
  const id = page.url().match(/per_\w+/)?.[0]
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await page.getByRole('heading', { name: 'Merge of two people' }).waitFor()
  await page.getByText('From then on, the two are one person').waitFor()
  await page.getByText('The person becomes part of the other').waitFor()
  expect(await barriers(at.visit)).toEqual([])
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Succeeded').first().waitFor()
  await page.goto(`/people/${id}`)
  await page.getByRole('heading', { level: 2, name: 'Merged' }).waitFor()
  await page.getByText('Somebody became part of this person').waitFor()
  const place = page.url()
  const gone = [first, second].find((person) => !place.endsWith(person?.id ?? ''))
  await page.goto(`/people/${gone?.id}`)
  await page.getByRole('heading', { level: 2, name: 'Merged' }).waitFor()
  expect(page.url()).toBe(place)
  expect(await barriers(at.visit)).toEqual([])
  expect(complaints).toEqual([])
})

it('they are taken apart again, in the dark and on a telephone', async () => {
  const other = await newVisit(at.browser, at.site, { scheme: 'dark', width: 390 })
  await signIn(other)
  const { page } = other
  await page.goto(`/people/${people[0]?.id}`)
  await page.getByRole('button', { name: 'Take apart' }).click()
  await page.getByRole('heading', { name: 'Taking two people apart' }).waitFor()
  await page.getByText('From then on, they are two people').waitFor()
  expect(await barriers(other)).toEqual([])
  await page.getByRole('button', { name: 'Apply this plan' }).click()
  await page.getByText('Succeeded').first().waitFor()
  await page.goto(`/people/${people[0]?.id}/merge?with=${people[1]?.id}`)
  await page.getByRole('button', { name: 'Show the plan' }).waitFor()
  expect(await barriers(other)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  expect(other.complaints).toEqual([])
  await other.close()
})

it('people who may be the same are suggested with the reason, merged, or said to be two', async () => {
  const { page, complaints } = at.visit
  const phone = { values: { phone: '+1 555 123 4567' } }
  for (const person of people.slice(2, 4)) await at.desk.ask('PATCH', `/api/people/${person.id}`, phone)
  await page.goto('/people')
  await page.getByRole('link', { name: 'Possible duplicates' }).click()
  await page.getByText('The same telephone number').waitFor()
  expect(await barriers(at.visit)).toEqual([])
  await page.getByRole('link', { name: /^Merge / }).click()
  await page.getByRole('button', { name: 'Show the plan' }).waitFor()
  await page.goBack()
  await page.getByRole('button', { name: /^Not the same/ }).click()
  await page.getByText('No pair is here').waitFor()
  await page.getByText('Not the same', { exact: true }).click()
  await page.getByRole('button', { name: /^Suggest .* again$/ }).click()
  await page.getByText('No pair is here').waitFor()
  expect(complaints).toEqual([])
})

it('two who are called the same are told apart by their usernames', async () => {
  const { page } = at.visit
  const [one, other] = people.slice(4, 6)
  const named = { values: { first_name: 'Kim', last_name: 'Lee' } }
  for (const person of [one, other]) await at.desk.ask('PATCH', `/api/people/${person?.id}`, named)
  await page.goto(`/people/${one?.id}/merge?with=${other?.id}`)
  const heading = page.getByRole('heading', { level: 2, name: /stays$/ })
  await heading.getByText(`Kim Lee (${one?.values.username}) stays`).waitFor()
  await page.getByRole('button', { name: `Let Kim Lee (${other?.values.username}) stay` }).click()
  await heading.getByText(`Kim Lee (${other?.values.username}) stays`).waitFor()
})
