import { OAuth2Server } from 'oauth2-mock-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Session } from '../../src/client/account.ts'
import { type MailServer, startMailServer } from '../mail-server.ts'
import { openBrowser } from './browser.ts'
import { chooseVendor } from './load.ts'
import { type Desk, deskOf } from './loaded.ts'
import { administrator, newSite, type Site } from './site.ts'
import { barriers, choosePassword, newVisit, setUp, type Visit } from './visit.ts'

const idp = new OAuth2Server()
const ada = { sub: 'ada-1', name: administrator.name, email: administrator.email }
/** Whom the provider vouches for, and when it asked them. */
let says: object = ada
let issuer: string
let mail: MailServer
let site: Site
let browser: Browser
let visit: Visit
let page: Page
let desk: Desk

beforeAll(async () => {
  await idp.issuer.keys.generate('RS256')
  await idp.start(0, '127.0.0.1')
  issuer = `http://127.0.0.1:${idp.address().port}`
  idp.issuer.url = issuer
  idp.service.on('beforeTokenSigning', (token: { payload: object }) =>
    Object.assign(token.payload, { email_verified: true, ...says }),
  )
  mail = await startMailServer()
  const env = { MUSTER_SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MUSTER_MAIL_FROM: 'muster@example.com' }
  ;[site, browser] = await Promise.all([newSite({ users: 1, allow: [issuer], env }), openBrowser()])
  visit = await newVisit(browser, site)
  page = visit.page
  await setUp(visit, site)
  desk = deskOf(page.request, site)
})
afterAll(async () => {
  await browser.close()
  await site.close()
  await Promise.all([idp.stop(), mail.close()])
})

/** What was complained of, but for asking the identity provider. */
const complaintsOf = ({ complaints }: Visit) =>
  complaints.filter((text) => !text.startsWith(`off-site: ${issuer}/`))

/** The link in the last mail to somebody. */
async function mailedLink(to: string): Promise<string> {
  const mailed = () => mail.got.findLast((one) => one.to.includes(to))?.text.match(/http\S+#token=\S+/)?.[0]
  await expect.poll(mailed).toBeDefined()
  return mailed() ?? ''
}

it('an invitation goes out by e-mail, and its link leads in; so does that of a forgotten password, which ends the old one', async () => {
  await page.goto('/accounts')
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^Invite somebody/ })
  await dialog.getByLabel('Name').fill('Sam Sales')
  await dialog.getByLabel('E-mail address').fill('sam@example.com')
  await dialog.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'Viewer', exact: true }).click()
  await dialog.getByRole('button', { name: 'Invite' }).click()
  const sam = await newVisit(browser, site)
  await choosePassword(sam, await mailedLink('sam@example.com'), 'seven slow trams pass the mill')
  for (const place of ['/accounts', '/mail', '/activity', '/duplicates', '/people/per_1/merge']) {
    await sam.page.goto(place)
    await sam.page.getByRole('heading', { level: 1, name: 'You may not see this' }).waitFor()
  }
  expect(await sam.page.getByRole('button', { name: 'Verify' }).count()).toBe(0)
  expect(await barriers(sam)).toEqual([])

  const forgetful = await newVisit(browser, site)
  await forgetful.page.goto('/sign-in')
  await forgetful.page.getByRole('link', { name: 'Forgotten your password?' }).click()
  // The page before has a field of that name, too.
  await forgetful.page.getByRole('heading', { name: 'A new password' }).waitFor()
  const invited = mail.got.length
  await forgetful.page.getByLabel('E-mail address').fill('sam@example.com')
  expect(await barriers(forgetful)).toEqual([])
  await forgetful.page.getByRole('button', { name: 'Send the link' }).click()
  await forgetful.page.getByText('a link is on its way').waitFor()
  await expect.poll(() => mail.got.length).toBeGreaterThan(invited)
  await choosePassword(forgetful, await mailedLink('sam@example.com'), 'nine calm owls read the map')
  expect((await sam.page.request.get('/api/people')).status()).toBe(401)
  expect([...complaintsOf(sam), ...complaintsOf(forgetful), ...complaintsOf(visit)]).toEqual([])
  await Promise.all([sam.close(), forgetful.close()])
}, 90_000)

it('under Settings, E-mail shows how mail leaves, and a test letter tells what the server answers', async () => {
  await page.goto('/')
  await page.getByRole('link', { name: 'E-mail', exact: true }).click()
  await page.getByText('muster@example.com', { exact: true }).waitFor()
  await page.getByText(String(mail.port), { exact: true }).waitFor()
  mail.answer('.', '550 5.7.1 you-are-not-welcome')
  await page.getByRole('button', { name: 'Send a test letter' }).click()
  await page.getByText('it did not take the message (it answered 550 5.7.1)').waitFor()
  expect(await page.content()).not.toContain('you-are-not-welcome')
  mail.answer('.', undefined)
  await page.getByRole('button', { name: 'Send a test letter' }).click()
  await page.getByText('The mail server took it').waitFor()
  expect(mail.got.at(-1)).toMatchObject({ to: [administrator.email] })
  expect(await barriers(visit)).toEqual([])
  expect(complaintsOf(visit)).toEqual([])
}, 60_000)

it('whoever comes from an identity provider is signed in to the account of the same address', async () => {
  await desk.ask('POST', '/api/providers', {
    label: 'Acme',
    issuer,
    clientId: 'muster',
    clientSecret: 'a-secret-of-the-provider',
  })
  const visitor = await newVisit(browser, site)
  await visitor.page.goto('/sign-in')
  await visitor.page.getByRole('link', { name: 'Sign in with Acme' }).click()
  await visitor.page.getByRole('heading', { name: 'Overview' }).waitFor()
  const session = await deskOf(visitor.page.request, site).ask<Session>('GET', '/api/session')
  expect(session.account.email).toBe(administrator.email)
  expect(complaintsOf(visitor)).toEqual([])
  await visitor.close()
}, 90_000)

it('who has neither password nor code proves at the provider who they are, and goes on where they were', async () => {
  const { items } = await desk.ask<{ items: { id: string }[] }>('GET', '/api/providers')
  await desk.ask('PATCH', `/api/providers/${items[0]?.id}`, { defaultRole: 'editor' })
  const eve = { sub: 'eve-1', name: 'Eve Editor', email: 'eve@example.com' }
  says = eve
  const editor = await newVisit(browser, site)
  const { page: hers } = editor
  await hers.goto('/credentials')
  await hers.getByRole('link', { name: 'Sign in with Acme' }).click()
  // Back to where she wanted to go.
  await hers.getByRole('button', { name: 'New credential' }).click()
  const dialog = hers.getByRole('dialog', { name: 'New credential' })
  await chooseVendor(dialog, 'Planhat')
  await dialog.getByLabel('Name').fill('Kept by Eve')
  await dialog.getByLabel('API token').fill('a-token-of-the-vendor')
  await dialog.getByRole('button', { name: 'Create' }).click()
  const asked = hers.getByRole('dialog', { name: 'Is it you?' })
  const again = asked.getByRole('link', { name: 'Sign in again with Acme' })
  await again.waitFor()
  expect(await asked.getByLabel('Your password').count()).toBe(0)
  expect(await barriers(editor)).toEqual([])

  const wayThere = async () => {
    const [there] = await Promise.all([hers.waitForEvent('popup'), again.click()])
    return there
  }
  const unasked = await wayThere()
  await unasked.getByText('which is no proof').waitFor()
  await unasked.close()
  says = { ...ada, auth_time: Math.floor(Date.now() / 1000) }
  const another = await wayThere()
  await another.getByText('did not vouch for you').waitFor()
  await another.close()
  await dialog.waitFor()
  says = { ...eve, auth_time: Math.floor(Date.now() / 1000) }
  const proven = await wayThere()
  await hers.getByText('Kept by Eve', { exact: true }).waitFor()
  await expect.poll(() => proven.isClosed()).toBe(true)
  expect(complaintsOf(editor).filter((text) => !/status of 403/.test(text))).toEqual([])
  await editor.close()
}, 90_000)

it('whose session ended signs in again at the provider, over the page', async () => {
  says = { ...ada, auth_time: Math.floor(Date.now() / 1000) }
  const visitor = await newVisit(browser, site)
  await visitor.page.goto('/sign-in')
  await visitor.page.getByRole('link', { name: 'Sign in with Acme' }).click()
  await visitor.page.getByRole('heading', { name: 'Overview' }).waitFor()
  await visitor.page.context().clearCookies()
  await visitor.page.getByRole('link', { name: 'Roles' }).click()
  const again = visitor.page.getByRole('dialog', { name: 'Sign in again' })
  await again.getByRole('link', { name: 'Sign in with Acme' }).click()
  await visitor.page.getByRole('heading', { level: 1, name: 'Roles' }).waitFor()
  await again.waitFor({ state: 'hidden' })
  await visitor.page.getByRole('table').waitFor()
  expect(complaintsOf(visitor).filter((text) => !/status of 401/.test(text))).toEqual([])
  await visitor.close()
}, 90_000)
