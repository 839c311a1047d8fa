import { expect, it } from 'vitest'
import { loadedSite } from './loaded-site.ts'
import { barriers } from './visit.ts'

const at = loadedSite(20)

it('a view that is kept for another role stays at hand for whoever shared it, and opens the list for nobody else', async () => {
  const { page } = at.visit
  await page.goto('/saas?sort=-users')
  await page.getByRole('button', { name: 'All SaaS applications' }).click()
  await page.getByRole('menuitem', { name: 'Keep as a new view' }).click()
  const dialog = page.getByRole('dialog', { name: 'Keep as a view' })
  await dialog.getByLabel('Name').fill('Most used')
  await dialog.getByRole('combobox', { name: 'Who has it' }).click()
  await page.getByRole('option', { name: 'Everybody of the role Viewer' }).click()
  await dialog.getByRole('checkbox', { name: 'Open the list with this view' }).check()
  await dialog.getByRole('button', { name: 'Keep', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })

  await page.goto('/saas')
  await page.getByRole('button', { name: 'All SaaS applications' }).click()
  await page.getByRole('menu').getByText('For the role Viewer').waitFor()
  await page.getByRole('menuitem', { name: 'Most used' }).click()
  await page.getByRole('button', { name: 'Most used' }).click()
  await page.getByRole('menuitem', { name: 'Edit “Most used”' }).click()
  await page.getByRole('button', { name: 'Delete this view' }).press('Enter')
  const asked = page.getByRole('dialog', { name: 'Delete “Most used”?' })
  await asked.getByText('Everybody of the role Viewer loses it.').waitFor()
  expect(await barriers(at.visit)).toEqual([])
  await page.keyboard.press('Escape')
  await asked.waitFor({ state: 'hidden' })
  const again = page.getByRole('button', { name: 'Delete this view' }).and(page.locator(':focus'))
  await again.press('Enter')
  await asked.getByRole('button', { name: 'Delete' }).press('Enter')
  await page.getByRole('button', { name: 'All SaaS applications' }).and(page.locator(':focus')).waitFor()
})

it.each([
  ['everyone', 'Everybody loses it.'],
  ['private', 'Only you have it.'],
])('whoever deletes a view is told who loses it: %s', async (reach, told) => {
  const { page } = at.visit
  const words = { sort: 'label' }
  const { id } = await at.desk.ask<{ id: string }>('POST', '/api/views', {
    list: 'saas-users',
    name: reach,
    words,
  })
  await at.desk.ask('PUT', `/api/views/${id}/reach`, { reach })
  await page.goto(`/saas-users?view=${id}&sort=label`)
  await page.getByRole('button', { name: reach, exact: true }).click()
  await page.getByRole('menuitem', { name: `Edit “${reach}”` }).click()
  await page.getByRole('button', { name: 'Delete this view' }).click()
  const asked = page.getByRole('dialog', { name: `Delete “${reach}”?` })
  await asked.getByText(told).waitFor()
  await asked.getByRole('button', { name: 'Cancel' }).click()
  await asked.waitFor({ state: 'hidden' })
  expect(await at.desk.ask('GET', `/api/views/${id}`)).toMatchObject({ reach })
})

it('a view that somebody else has edited meanwhile is not written over, but shown as it is now', async () => {
  const { page } = at.visit
  const { id } = await at.desk.ask<{ id: string }>('POST', '/api/views', {
    list: 'saas-users',
    name: 'By name',
    words: { sort: 'label' },
  })
  const kept = () => at.desk.ask<{ words: object; reach: string }>('GET', `/api/views/${id}`)
  await page.goto(`/saas-users?view=${id}&sort=label`)
  await page.getByRole('button', { name: 'By name' }).waitFor()
  await at.visit.rest()
  await at.desk.ask('PATCH', `/api/views/${id}`, { words: { sort: '-label' } })
  await page.goto(`${page.url()}&search=a`)
  await at.visit.rest()
  await at.desk.ask('PATCH', `/api/views/${id}`, { words: { sort: 'role' } })
  await page.getByRole('button', { name: 'By name (changed)' }).click()
  await page.getByRole('menuitem', { name: 'Save “By name”' }).click()
  await page.getByRole('alert').getByText('"By name" was changed since you read it').waitFor()
  expect(await kept()).toMatchObject({ words: { sort: 'role' } })

  await at.visit.rest()
  await at.desk.ask('POST', '/api/roles', { label: 'Front desk', rights: ['views:read'], hiddenFields: [] })
  await page.getByRole('button', { name: 'By name (changed)' }).click()
  await page.getByRole('menuitem', { name: 'Edit “By name”' }).click()
  await at.desk.ask('PATCH', `/api/views/${id}`, { words: { sort: '-role' } })
  const dialog = page.getByRole('dialog', { name: 'Edit the view' })
  await dialog.getByRole('combobox', { name: 'Who has it' }).click()
  await page.getByRole('option', { name: 'Everybody', exact: true }).click()
  await dialog.getByText('Front desk: the right to read SaaS users').waitFor()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('"By name" was changed since you read it').waitFor()
  expect(await kept()).toMatchObject({ words: { sort: '-role' }, reach: 'private' })
})
