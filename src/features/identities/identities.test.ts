import { describe, expect, it } from 'vitest'
import { anAccount } from '../../../test/accounts.ts'
import { openBrowser } from '../../../test/browser.ts'
import type { Said } from '../../../test/identity-provider.ts'
import { ada, providerStory } from '../../../test/provider-story.ts'
import { publicId } from '../../lib/ids.ts'

const story = providerStory()

describe('whoever comes from an identity provider', () => {
  it('is signed in to the account of the same verified address, and known again by the provider’s name for them', async () => {
    const provider = await story.aProvider()
    const { id } = await anAccount(story.world, { email: 'ADA@example.com', role: 'editor' })
    const browser = openBrowser(story.world)
    expect(await story.idp.goThrough(provider, browser, ada)).toBe('/')
    expect((await browser.get('/api/session')).body).toMatchObject({
      account: { email: 'ADA@example.com' },
      role: { key: 'editor' },
    })
    expect(
      await story.idp.goThrough(provider, openBrowser(story.world), { ...ada, email: 'ada@other.example' }),
    ).toBe('/')
    const { rows } = await story.world.ctx.db.pool.query('select account_id, subject from identity')
    expect(rows).toEqual([{ account_id: id, subject: 'ada-1' }])
  })

  it('is refused when the account is disabled', async () => {
    const provider = await story.aProvider({ defaultRole: 'viewer' })
    const { id } = await anAccount(story.world, { email: ada.email })
    await story.world.ctx.db.pool.query(`update account set state = 'disabled' where id = $1`, [id])
    expect(await story.idp.goThrough(provider, openBrowser(story.world), ada)).toBe(
      '/sign-in#problem=sign-in.refused',
    )
  })

  it('is let in again when the account, which has no password, is enabled again', async () => {
    const provider = await story.aProvider({ defaultRole: 'viewer' })
    await story.idp.goThrough(provider, openBrowser(story.world), ada)
    const { items } = (await story.world.get<{ items: { id: string }[] }>('/api/accounts')).body
    for (const state of ['disabled', 'active'])
      expect((await story.world.patch(`/api/accounts/${items[0]?.id}`, { state })).status).toBe(200)
    expect(await story.idp.goThrough(provider, openBrowser(story.world), ada)).toBe('/')
  })

  it('gets an account just in time, in the usual role or that of a group, which follows the groups', async () => {
    const provider = await story.aProvider({
      defaultRole: 'employee',
      groupRoles: [
        { group: 'it', role: 'editor' },
        { group: 'staff', role: 'viewer' },
      ],
    })
    const role = async (claims: Said) => {
      const browser = openBrowser(story.world)
      await story.idp.goThrough(provider, browser, { ...ada, ...claims })
      return (await browser.get<{ role: { key: string } }>('/api/session')).body.role.key
    }
    expect(await role({})).toBe('employee')
    expect(await role({ groups: ['staff', 'it'] })).toBe('editor')
    expect(await role({ groups: ['staff'] })).toBe('viewer')
    expect(await role({ groups: [] })).toBe('employee')
  })

  it('keeps the role that somebody here gave, in no group or after leaving one of the same role', async () => {
    const provider = await story.aProvider({
      defaultRole: 'employee',
      groupRoles: [{ group: 'it', role: 'editor' }],
    })
    const { id } = await anAccount(story.world, { email: ada.email, role: 'editor' })
    await anAccount(story.world)
    for (const groups of [[], ['it'], []]) {
      const browser = openBrowser(story.world)
      await story.idp.goThrough(provider, browser, { ...ada, groups })
      expect((await browser.get('/api/session')).body).toMatchObject({ role: { key: 'editor' } })
    }
    await story.world.patch(`/api/accounts/${publicId('acc', id)}`, { role: 'viewer' })
    await story.idp.goThrough(provider, openBrowser(story.world), { ...ada, groups: ['it'] })
    await story.world.patch(`/api/accounts/${publicId('acc', id)}`, { role: 'viewer' })
    const browser = openBrowser(story.world)
    await story.idp.goThrough(provider, browser, ada)
    expect((await browser.get('/api/session')).body).toMatchObject({ role: { key: 'viewer' } })
  })

  it('is out after leaving every group where there is no usual role, with what every employee may left, until in one again', async () => {
    const provider = await story.aProvider({ groupRoles: [{ group: 'it', role: 'editor' }] })
    const first = openBrowser(story.world)
    expect(await story.idp.goThrough(provider, first, { ...ada, groups: ['it'] })).toBe('/')
    expect(await story.idp.goThrough(provider, openBrowser(story.world), ada)).toBe(
      '/sign-in#problem=sign-in.refused',
    )
    expect((await first.get('/api/session')).status).toBe(401)
    const { items } = (await story.world.get<{ items: object[] }>('/api/accounts')).body
    expect(items).toMatchObject([{ email: ada.email, role: 'employee', state: 'active' }])
    expect(await story.idp.goThrough(provider, first, { ...ada, groups: ['it'] })).toBe('/')
    expect((await first.get('/api/session')).body).toMatchObject({ role: { key: 'editor' } })
  })

  it('gets one account when coming for the first time in four browsers at the same moment, and is signed in in each', async () => {
    const provider = await story.aProvider({ defaultRole: 'viewer' })
    const browsers = [1, 2, 3, 4].map(() => openBrowser(story.world))
    const ends = await Promise.all(browsers.map((browser) => story.idp.goThrough(provider, browser, ada)))
    expect(ends).toEqual(['/', '/', '/', '/'])
    const sessions = await Promise.all(browsers.map((browser) => browser.get('/api/session')))
    expect(sessions.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect((await story.world.ctx.db.pool.query('select from account')).rowCount).toBe(1)
    const { rows } = await story.world.ctx.db.pool.query('select act from act order by number desc limit 5')
    const acts = rows.map(({ act }) => act).toSorted()
    expect(acts).toEqual(['account.provisioned', ...browsers.map(() => 'session.begun')])
  })

  it('and is refused leaves an act with the provider’s name, on the account if there is one', async () => {
    const provider = await story.aProvider()
    const { id } = await anAccount(story.world, { email: ada.email })
    await story.world.ctx.db.pool.query(`update account set state = 'disabled' where id = $1`, [id])
    await story.idp.goThrough(provider, openBrowser(story.world), ada)
    await story.idp.goThrough(provider, openBrowser(story.world), {
      ...ada,
      sub: 'x',
      email: 'x@example.com',
    })
    await story.idp.goThrough(provider, openBrowser(story.world), { ...ada, nonce: 'planted' })
    const refused = await story.lastActs('account.sign-in-refused', 3)
    expect(refused.map(({ who, thing }) => [who.name, thing?.id])).toEqual([
      ['Acme', undefined],
      ['Acme', undefined],
      ['Acme', publicId('acc', id)],
    ])
  })

  it('leaves an act for the account that it made, for each role that a group gave, and for a first coming', async () => {
    const provider = await story.aProvider({
      defaultRole: 'employee',
      groupRoles: [{ group: 'it', role: 'editor' }],
    })
    const grace = { ...ada, sub: 'grace-1', email: 'grace@example.com' }
    await anAccount(story.world, { email: grace.email, role: 'viewer' })
    await story.idp.goThrough(provider, openBrowser(story.world), ada)
    await story.idp.goThrough(provider, openBrowser(story.world), { ...ada, groups: ['it'] })
    await story.idp.goThrough(provider, openBrowser(story.world), { ...ada, groups: ['it'] })
    await story.idp.goThrough(provider, openBrowser(story.world), grace)
    const acts = await story.lastActs('account', 3)
    expect(acts.map(({ act }) => act)).toEqual(['account.linked', 'account.edited', 'account.provisioned'])
    expect(acts.map(({ who }) => who.name)).toEqual(['Acme', 'Acme', 'Acme'])
    expect(acts[1]?.changes).toMatchObject([{ field: 'role', before: 'employee', after: 'editor' }])
  })

  it('is signed out elsewhere when a group gives another role', async () => {
    const provider = await story.aProvider({
      defaultRole: 'employee',
      groupRoles: [{ group: 'it', role: 'editor' }],
    })
    const first = openBrowser(story.world)
    await story.idp.goThrough(provider, first, ada)
    await story.idp.goThrough(provider, openBrowser(story.world), ada)
    expect((await first.get('/api/session')).status).toBe(200)
    const last = openBrowser(story.world)
    await story.idp.goThrough(provider, last, { ...ada, groups: ['it'] })
    expect((await first.get('/api/session')).status).toBe(401)
    expect((await last.get('/api/session')).status).toBe(200)
  })

  it('never stops being the last administrator by a group', async () => {
    const provider = await story.aProvider({ groupRoles: [{ group: 'staff', role: 'viewer' }] })
    await anAccount(story.world, { email: ada.email })
    const browser = openBrowser(story.world)
    await story.idp.goThrough(provider, browser, { ...ada, groups: ['staff'] })
    expect((await browser.get('/api/session')).body).toMatchObject({ role: { key: 'administrator' } })
  })
})
