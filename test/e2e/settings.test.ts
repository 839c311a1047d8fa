import { readFile } from 'node:fs/promises'
import type { Browser, Locator, Page } from 'playwright-core'
import decodeQR from 'qr/decode.js'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWebhookReceiver, type WebhookReceiver } from '../webhook-receiver.ts'
import { openBrowser } from './browser.ts'
import { deskOf, load, prepare } from './loaded.ts'
import { newSite, type Site } from './site.ts'
import { barriers, choosePassword, newVisit, setUp, type Visit } from './visit.ts'

let site: Site
let browser: Browser
let receiver: WebhookReceiver
let visit: Visit
let page: Page

beforeAll(async () => {
  receiver = await startWebhookReceiver()
  ;[site, browser] = await Promise.all([newSite({ users: 12, allow: [receiver.origin] }), openBrowser()])
  visit = await newVisit(browser, site)
  page = visit.page
  await setUp(visit, site)
  const desk = deskOf(page.request, site)
  await load(desk, await prepare(desk, site))
})

afterAll(async () => {
  await browser.close()
  await Promise.all([site.close(), receiver.close()])
})

const passwordOfSam = 'seven slow trams pass the mill'
const go = (where: Page, place: string) => where.getByRole('link', { name: place, exact: true }).click()

async function choose(where: Page, field: Locator, option: string): Promise<void> {
  await field.click()
  await where.getByRole('option', { name: option, exact: true }).click()
}

/** What a dialog shows this once. */
async function shownOnce(dialog: Locator): Promise<string> {
  const text = (await dialog.locator('code, pre').first().textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Done' }).click()
  return text
}

it('the key of an authenticator app is shown as a QR code that says what the link says', async () => {
  await page.goto('/account')
  await page.locator('#two-step').getByRole('button', { name: 'Turn it on' }).click()
  const code = page.getByRole('img', { name: /^QR code/ })
  await code.waitFor()
  const [, , size] = ((await code.getAttribute('viewBox')) ?? '').split(' ').map(Number)
  const squares = (await code.locator('path').getAttribute('d')) ?? ''
  const link = await page.getByRole('link', { name: 'open the app' }).getAttribute('href')
  expect(link).toMatch(/^otpauth:\/\/totp\/.*secret=[A-Z2-7]{32}/)
  expect(decodeQR(drawn(squares, size ?? 0))).toBe(link)
  expect(await barriers(visit)).toEqual([])
})

/** Squares of a path as a picture, four pixels wide each. */
function drawn(path: string, size: number) {
  const scale = 4
  const width = size * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let at = 0; at < scale * scale; at++) {
      const column = Number(x) * scale + (at % scale)
      const row = Number(y) * scale + Math.floor(at / scale)
      data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
    }
  return { width, height: width, data }
}

describe('a role of one’s own', () => {
  it('is made from another, and has only rights that keep to its limits', async () => {
    await page.goto('/roles')
    await page.getByRole('button', { name: 'New role' }).click()
    const dialog = page.getByRole('dialog', { name: 'New role' })
    await dialog.getByLabel('Name').fill('Viewer')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await dialog.getByText('another role has this label').waitFor()
    await dialog.getByLabel('Name').fill('Sales leads')
    await choose(page, dialog.getByRole('combobox', { name: 'It begins as' }), 'Viewer')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sales leads' }).waitFor()

    const credentials = page.getByRole('group', { name: 'Credentials' })
    await page.getByRole('combobox', { name: 'Hidden fields' }).click()
    await page.getByRole('option', { name: 'Phone', exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('sees everybody and every field: leave it out').first().waitFor()
    await page.getByRole('button', { name: /^Take away/ }).click()
    expect(await credentials.getByRole('checkbox', { name: 'Read' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' })
    expect(await barriers(visit)).toEqual([])
  }, 90_000)
})

describe('an invitation', () => {
  let invited: Visit
  afterAll(() => invited.close())

  it('leads whoever gets it to an account that sees what its role allows, and no more', async () => {
    await page.goto('/accounts')
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: /^Invite somebody/ })
    await dialog.getByLabel('Name').fill('Sam Sales')
    await dialog.getByLabel('E-mail address').fill('ada@example.com')
    await choose(page, dialog.getByRole('combobox', { name: 'Role' }), 'Sales leads')
    await dialog.getByRole('button', { name: 'Invite' }).click()
    await dialog.getByText('another account has this address').waitFor()
    await dialog.getByLabel('E-mail address').fill('sam@example.com')
    await dialog.getByRole('button', { name: 'Invite' }).click()
    const link = await shownOnce(page.getByRole('dialog', { name: 'Sam Sales is invited' }))
    await page.getByRole('row', { name: /Sam Sales.*Invited/ }).waitFor()

    invited = await newVisit(browser, site)
    await choosePassword(invited, link, passwordOfSam)
    const places = await invited.page.getByRole('navigation').getByRole('link').allTextContents()
    expect(places).toEqual([
      'Overview',
      'People',
      'Hardware',
      'SaaS',
      'SaaS users',
      'Installed',
      'Runs',
      'Data model',
    ])
    await go(invited.page, 'People')
    await invited.page.getByRole('table', { name: 'People' }).getByRole('link').first().click()
    await invited.page.getByText('History').first().waitFor()
    expect(await invited.page.getByText('Phone', { exact: true }).count()).toBe(0)
    expect(invited.complaints).toEqual([])
  })

  it('can be taken back: who is disabled is signed out, and not let in again until enabled', async () => {
    await page.getByLabel('Search accounts').fill('sam')
    await page.getByRole('row', { name: /Ada Adams/ }).waitFor({ state: 'detached' })
    const more = page.getByRole('button', { name: 'More for Sam Sales' })
    await more.click()
    await page.getByRole('menuitem', { name: 'Disable' }).click()
    const sure = page.getByRole('dialog', { name: 'Disable Sam Sales?' })
    await sure.getByRole('button', { name: 'Disable' }).click()
    await page.getByRole('row', { name: /Sam Sales.*Disabled/ }).waitFor()
    await page.locator('[aria-label="More for Sam Sales"]:focus').waitFor()
    expect((await invited.page.request.get('/api/people')).status()).toBe(401)
    await more.click()
    await page.getByRole('menuitem', { name: 'Enable' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click()
    await page.getByRole('row', { name: /Sam Sales.*Active/ }).waitFor()
  })

  it('is edited by keyboard alone, and the focus comes back to where it was', async () => {
    const more = page.getByRole('button', { name: 'More for Sam Sales' })
    const openEdit = async () => {
      await page.keyboard.press('Enter')
      await page.locator('[role=menu] :focus').waitFor({ state: 'attached' })
      await page.keyboard.press('ArrowDown')
      await page.locator('[role=menuitem]:focus', { hasText: 'Edit' }).waitFor()
      await page.keyboard.press('Enter')
    }
    await more.focus()
    await openEdit()
    const dialog = page.getByRole('dialog', { name: 'Edit Sam Sales' })
    await dialog.locator('input:focus').waitFor()
    await page.keyboard.press('End')
    await page.keyboard.type('man')
    await page.keyboard.press('Enter')
    await page.getByRole('row', { name: /Sam Salesman/ }).waitFor()
    await page.locator('[aria-label="More for Sam Salesman"]:focus').waitFor()
    await openEdit()
    await page.getByRole('dialog').locator('input:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('[aria-label="More for Sam Salesman"]:focus').waitFor()
  })

  it('is edited by two at once: the second is told what the first changed, and then changes only what they meant to', async () => {
    const desk = deskOf(page.request, site)
    await page.getByRole('button', { name: 'More for Sam Salesman' }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit Sam Salesman' })
    await dialog.getByLabel('Name').fill('Samuel Salesman')
    const { items } = await desk.ask<{ items: { id: string; email: string }[] }>('GET', '/api/accounts')
    const { id } = items.find(({ email }) => email === 'sam@example.com') ?? { id: '' }
    await desk.ask('PATCH', `/api/accounts/${id}`, { role: 'viewer' })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('alert').getByText('was changed since you read it').waitFor()
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Samuel Salesman')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: /Samuel Salesman.*Viewer/ }).waitFor()
    await desk.ask('PATCH', `/api/accounts/${id}`, { name: 'Sam Salesman', role: 'sales_leads' })
    await page.reload()
  })

  it('can be linked to a person, who then sees nobody else', async () => {
    await page.getByRole('button', { name: 'More for Sam Salesman' }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit Sam Salesman' })
    await choose(page, dialog.getByRole('combobox', { name: 'Role' }), 'Employee')
    await dialog.getByText('signs the account out everywhere').waitFor()
    await dialog.getByRole('combobox', { name: 'Person' }).click()
    await page.getByRole('option').first().click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: /Sam Salesman.*Employee.*Linked/ }).waitFor()

    const { page: theirs } = invited
    await theirs.goto('/sign-in')
    await theirs.getByLabel('E-mail address').fill('sam@example.com')
    await theirs.getByLabel('Password', { exact: true }).fill(passwordOfSam)
    await theirs.getByRole('button', { name: 'Sign in' }).click()
    await theirs.getByRole('heading', { name: 'Overview' }).waitFor()
    await go(theirs, 'People')
    await theirs.getByRole('table', { name: 'People' }).waitFor()
    expect(await theirs.getByRole('row').count()).toBe(2)
  })

  it('is deleted by who types its address, and the focus stays on the page', async () => {
    await page.getByRole('button', { name: 'More for Sam Salesman' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const sure = page.getByRole('dialog', { name: 'Delete Sam Salesman?' })
    expect(await sure.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true)
    await sure.getByLabel('Type sam@example.com to confirm').fill('sam@example.com')
    await sure.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('No account fits').waitFor()
    await page.locator('h1:focus', { hasText: 'Accounts' }).waitFor()
  })
})

it('a token opens what was chosen and nothing else, until it is revoked', async () => {
  await page.goto('/tokens')
  await page.getByRole('button', { name: 'New token' }).click()
  const dialog = page.getByRole('dialog', { name: 'New API token' })
  await dialog.getByLabel('Name').fill('Nightly export')
  await dialog.getByRole('group', { name: 'People' }).getByRole('checkbox', { name: 'Read' }).check()
  await dialog.getByRole('button', { name: 'Create' }).click()
  const secret = await shownOnce(page.getByRole('dialog', { name: 'The token Nightly export' }))
  const ask = async (path: string) =>
    (await fetch(`${site.origin}${path}`, { headers: { authorization: `Bearer ${secret}` } })).status
  expect(await ask('/api/people')).toBe(200)
  expect(await ask('/api/integrations')).toBe(403)

  await page.getByRole('button', { name: '1 right' }).click()
  await page.getByText('See people and their history').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More for Nightly export' }).click()
  await page.getByRole('menuitem', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('There is no token yet').waitFor()
  expect(await ask('/api/people')).toBe(401)
})

it('a webhook is told, verified with the secret shown once, replayed, paused and let go on', async () => {
  await page.goto('/webhooks')
  await page.getByRole('button', { name: 'New webhook' }).click()
  const dialog = page.getByRole('dialog', { name: 'New webhook' })
  await dialog.getByLabel('Name').fill('Alerts')
  await dialog.getByLabel('Address').fill('https://127.0.0.1/hooks')
  await dialog.getByLabel('A plan waits for a person').check()
  await dialog.getByRole('button', { name: 'Create' }).click()
  await dialog.getByText('MUSTER_ALLOW').waitFor()
  await dialog.getByLabel('Address').fill(receiver.url)
  await dialog.getByRole('button', { name: 'Create' }).click()
  const secret = await shownOnce(page.getByRole('dialog', { name: 'The secret of Alerts' }))
  await page.getByRole('heading', { level: 1, name: 'Alerts' }).waitFor()

  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('Delivered', { exact: true }).last().waitFor()
  await page.getByRole('button', { name: 'Send this webhook.test again' }).click()
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(2)
  const [first, again] = receiver.received
  expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  // Header names come as Node gives them: one text each.
  const headers = first?.headers as Record<string, string>
  expect(new Webhook(secret).verify(first?.body ?? '', headers)).toMatchObject({ type: 'webhook.test' })
  await page.getByRole('button', { name: /^webhook\.test/ }).click()
  await page.getByText('HTTP 204').first().waitFor()
  expect(await barriers(visit)).toEqual([])

  await page.getByRole('button', { name: 'More for Alerts' }).click()
  await page.getByRole('menuitem', { name: 'New secret' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click()
  expect(await shownOnce(page.getByRole('dialog', { name: 'The secret of Alerts' }))).not.toBe(secret)
  await page.getByText('the one before holds until').waitFor()
  await page.locator('h1:focus').waitFor()

  await page.getByRole('button', { name: 'More for Alerts' }).click()
  await page.getByRole('menuitem', { name: 'Pause' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
  await page.getByText('It is paused').waitFor()
  await page.getByRole('button', { name: 'Let it go on' }).click()
  await page.getByRole('button', { name: 'Send a test' }).waitFor()
}, 90_000)

it('passwords are not refused before an administrator has come from an identity provider', async () => {
  await page.goto('/providers')
  await page.getByText('They are the only way in').waitFor()
  expect(await page.getByRole('button', { name: 'Refuse them' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Add a provider' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add an identity provider' })
  await dialog.getByLabel('Name').fill('Company login')
  await dialog.getByLabel('Address').fill('http://login.example.com')
  await dialog.getByLabel('Client ID').fill('muster')
  await dialog.getByLabel('Client secret').fill('a-secret-of-the-client')
  await dialog.getByRole('button', { name: 'Add a group' }).click()
  await dialog.getByLabel('Group 1').first().fill('it')
  await choose(page, dialog.getByRole('combobox', { name: 'Role of group 1' }), 'Editor')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByLabel('Address').and(page.locator('[aria-invalid=true]')).waitFor()
  await dialog.getByLabel('Address').fill('https://login.example.com')
  expect(await barriers(visit)).toEqual([])
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText(/\/api\/oidc\/idp_.*\/callback/).waitFor()
  await page.getByText('it: Editor').waitFor()
  expect(await page.content()).not.toContain('a-secret-of-the-client')

  await page.getByRole('button', { name: 'Refuse them' }).click()
  await page
    .getByRole('dialog', { name: 'Refuse passwords?' })
    .getByRole('button', { name: 'Refuse them' })
    .click()
  await page.getByRole('alert').getByText('No administrator came from an identity provider yet').waitFor()
  await page.keyboard.press('Escape')
}, 90_000)

it('all of it stands in the activity: who, what, on what, from where, before and after', async () => {
  await page.goto('/activity')
  const acts = page.getByRole('main')
  await acts.getByText('Ada Adams deleted the account “Sam Salesman”').waitFor()
  await page.getByRole('combobox', { name: 'What it was done to' }).click()
  await page.getByRole('option', { name: 'Role', exact: true }).click()
  await acts.getByText(/^Ada Adams changed the role Sales leads/).waitFor()
  await acts.getByText('Ada Adams deleted the account “Sam Salesman”').waitFor({ state: 'detached' })
  await acts.getByText('hidden fields:').filter({ visible: true }).waitFor()
  expect(await acts.getByText(/in a browser, from 127\.0\.0\.1$/).count()).toBe(2)
  await acts
    .getByRole('button', { name: /^More about act/ })
    .first()
    .click()
  await acts.getByRole('region', { name: 'hiddenFields, after' }).filter({ visible: true }).waitFor()
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByRole('dialog', { name: 'Every act is as it was written' }).waitFor()
  await page.keyboard.press('Escape')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export' }).click(),
  ])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).act)).toEqual(['role.edited', 'role.made'])
  expect(await barriers(visit)).toEqual([])
})

it('nothing of all this said anything to the console, or asked anybody else', () => {
  // The refusals of the forms above are the browser's own words.
  expect(visit.complaints.filter((said) => !/status of (4\d\d)/.test(said))).toEqual([])
})
