import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { anAccount } from '../../../test/accounts.ts'
import { openBrowser } from '../../../test/browser.ts'
import { type IdentityProvider, type Said, startIdentityProvider } from '../../../test/identity-provider.ts'
import { newWorld, type World } from '../../../test/world.ts'
import { publicId } from '../../lib/ids.ts'

interface Provider {
  readonly id: string
}

let idp: IdentityProvider
let world: World

beforeAll(async () => {
  idp = await startIdentityProvider()
  world = await newWorld({ allow: [idp.issuer] })
})
afterAll(async () => {
  await world.close()
  await idp.close()
})
beforeEach(async () => {
  await world.ctx.db.pool.query(
    'delete from provider; delete from account; update sign_in set passwords = true',
  )
})

const aProvider = async (more: object = {}) => {
  const acme = {
    label: 'Acme',
    issuer: idp.issuer,
    clientId: 'muster',
    clientSecret: 'a-secret-of-the-provider',
  }
  return (await world.post<Provider>('/api/providers', { ...acme, ...more })).body
}
interface Acted {
  readonly thing: { readonly id: string } | null
  readonly act: string
  readonly who: { readonly name: string }
  readonly changes: readonly object[]
}

/** The last acts on a kind of thing, the newest first. */
const lastActs = async (act: string, limit: number) =>
  (await world.get<{ items: Acted[] }>(`/api/activity?act=${act}&limit=${limit}`)).body.items

const ada = { sub: 'ada-1', email: 'ada@example.com', email_verified: true, name: 'Ada Lovelace' }

describe('whoever comes from an identity provider', () => {
  it('is signed in to the account of the same verified address, and known again by the provider’s name for them', async () => {
    const provider = await aProvider()
    const { id } = await anAccount(world, { email: 'ADA@example.com', role: 'editor' })
    const browser = openBrowser(world)
    expect(await idp.goThrough(provider, browser, ada)).toBe('/')
    expect((await browser.get('/api/session')).body).toMatchObject({
      account: { email: 'ADA@example.com' },
      role: { key: 'editor' },
    })
    expect(await idp.goThrough(provider, openBrowser(world), { ...ada, email: 'ada@other.example' })).toBe(
      '/',
    )
    const { rows } = await world.ctx.db.pool.query('select account_id, subject from identity')
    expect(rows).toEqual([{ account_id: id, subject: 'ada-1' }])
  })

  it('is refused when the account is disabled', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    const { id } = await anAccount(world, { email: ada.email })
    await world.ctx.db.pool.query(`update account set state = 'disabled' where id = $1`, [id])
    expect(await idp.goThrough(provider, openBrowser(world), ada)).toBe('/sign-in#problem=sign-in.refused')
  })

  it('is let in again when the account, which has no password, is enabled again', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    await idp.goThrough(provider, openBrowser(world), ada)
    const { items } = (await world.get<{ items: { id: string }[] }>('/api/accounts')).body
    for (const state of ['disabled', 'active'])
      expect((await world.patch(`/api/accounts/${items[0]?.id}`, { state })).status).toBe(200)
    expect(await idp.goThrough(provider, openBrowser(world), ada)).toBe('/')
  })

  it('gets an account just in time, in the usual role or that of a group, which follows the groups', async () => {
    const provider = await aProvider({
      defaultRole: 'employee',
      groupRoles: [
        { group: 'it', role: 'editor' },
        { group: 'staff', role: 'viewer' },
      ],
    })
    const role = async (claims: Said) => {
      const browser = openBrowser(world)
      await idp.goThrough(provider, browser, { ...ada, ...claims })
      return (await browser.get<{ role: { key: string } }>('/api/session')).body.role.key
    }
    expect(await role({})).toBe('employee')
    expect(await role({ groups: ['staff', 'it'] })).toBe('editor')
    expect(await role({ groups: ['staff'] })).toBe('viewer')
    expect(await role({ groups: [] })).toBe('employee')
  })

  it('keeps the role that somebody here gave, in no group or after leaving one of the same role', async () => {
    const provider = await aProvider({
      defaultRole: 'employee',
      groupRoles: [{ group: 'it', role: 'editor' }],
    })
    const { id } = await anAccount(world, { email: ada.email, role: 'editor' })
    await anAccount(world)
    for (const groups of [[], ['it'], []]) {
      const browser = openBrowser(world)
      await idp.goThrough(provider, browser, { ...ada, groups })
      expect((await browser.get('/api/session')).body).toMatchObject({ role: { key: 'editor' } })
    }
    await world.patch(`/api/accounts/${publicId('acc', id)}`, { role: 'viewer' })
    await idp.goThrough(provider, openBrowser(world), { ...ada, groups: ['it'] })
    await world.patch(`/api/accounts/${publicId('acc', id)}`, { role: 'viewer' })
    const browser = openBrowser(world)
    await idp.goThrough(provider, browser, ada)
    expect((await browser.get('/api/session')).body).toMatchObject({ role: { key: 'viewer' } })
  })

  it('is out after leaving every group where there is no usual role, with what every employee may left, until in one again', async () => {
    const provider = await aProvider({ groupRoles: [{ group: 'it', role: 'editor' }] })
    const first = openBrowser(world)
    expect(await idp.goThrough(provider, first, { ...ada, groups: ['it'] })).toBe('/')
    expect(await idp.goThrough(provider, openBrowser(world), ada)).toBe('/sign-in#problem=sign-in.refused')
    expect((await first.get('/api/session')).status).toBe(401)
    const { items } = (await world.get<{ items: object[] }>('/api/accounts')).body
    expect(items).toMatchObject([{ email: ada.email, role: 'employee', state: 'active' }])
    expect(await idp.goThrough(provider, first, { ...ada, groups: ['it'] })).toBe('/')
    expect((await first.get('/api/session')).body).toMatchObject({ role: { key: 'editor' } })
  })

  it('gets one account when coming for the first time in four browsers at the same moment, and is signed in in each', async () => {
    const provider = await aProvider({ defaultRole: 'viewer' })
    const browsers = [1, 2, 3, 4].map(() => openBrowser(world))
    const ends = await Promise.all(browsers.map((browser) => idp.goThrough(provider, browser, ada)))
    expect(ends).toEqual(['/', '/', '/', '/'])
    const sessions = await Promise.all(browsers.map((browser) => browser.get('/api/session')))
    expect(sessions.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect((await world.ctx.db.pool.query('select from account')).rowCount).toBe(1)
    const { rows } = await world.ctx.db.pool.query('select act from act order by number desc limit 5')
    const acts = rows.map(({ act }) => act).toSorted()
    expect(acts).toEqual(['account.provisioned', ...browsers.map(() => 'session.begun')])
  })

  it('and is refused leaves an act with the provider’s name, on the account if there is one', async () => {
    const provider = await aProvider()
    const { id } = await anAccount(world, { email: ada.email })
    await world.ctx.db.pool.query(`update account set state = 'disabled' where id = $1`, [id])
    await idp.goThrough(provider, openBrowser(world), ada)
    await idp.goThrough(provider, openBrowser(world), { ...ada, sub: 'x', email: 'x@example.com' })
    await idp.goThrough(provider, openBrowser(world), { ...ada, nonce: 'planted' })
    const refused = await lastActs('account.sign-in-refused', 3)
    expect(refused.map(({ who, thing }) => [who.name, thing?.id])).toEqual([
      ['Acme', undefined],
      ['Acme', undefined],
      ['Acme', publicId('acc', id)],
    ])
  })

  it('leaves an act for the account that it made, for each role that a group gave, and for a first coming', async () => {
    const provider = await aProvider({
      defaultRole: 'employee',
      groupRoles: [{ group: 'it', role: 'editor' }],
    })
    const grace = { ...ada, sub: 'grace-1', email: 'grace@example.com' }
    await anAccount(world, { email: grace.email, role: 'viewer' })
    await idp.goThrough(provider, openBrowser(world), ada)
    await idp.goThrough(provider, openBrowser(world), { ...ada, groups: ['it'] })
    await idp.goThrough(provider, openBrowser(world), { ...ada, groups: ['it'] })
    await idp.goThrough(provider, openBrowser(world), grace)
    const acts = await lastActs('account', 3)
    expect(acts.map(({ act }) => act)).toEqual(['account.linked', 'account.edited', 'account.provisioned'])
    expect(acts.map(({ who }) => who.name)).toEqual(['Acme', 'Acme', 'Acme'])
    expect(acts[1]?.changes).toMatchObject([{ field: 'role', before: 'employee', after: 'editor' }])
  })

  it('is signed out elsewhere when a group gives another role', async () => {
    const provider = await aProvider({
      defaultRole: 'employee',
      groupRoles: [{ group: 'it', role: 'editor' }],
    })
    const first = openBrowser(world)
    await idp.goThrough(provider, first, ada)
    await idp.goThrough(provider, openBrowser(world), ada)
    expect((await first.get('/api/session')).status).toBe(200)
    const last = openBrowser(world)
    await idp.goThrough(provider, last, { ...ada, groups: ['it'] })
    expect((await first.get('/api/session')).status).toBe(401)
    expect((await last.get('/api/session')).status).toBe(200)
  })

  it('never stops being the last administrator by a group', async () => {
    const provider = await aProvider({ groupRoles: [{ group: 'staff', role: 'viewer' }] })
    await anAccount(world, { email: ada.email })
    const browser = openBrowser(world)
    await idp.goThrough(provider, browser, { ...ada, groups: ['staff'] })
    expect((await browser.get('/api/session')).body).toMatchObject({ role: { key: 'administrator' } })
  })
})
