import { describe, expect, it } from 'vitest'
import { anAccount, password } from '../../../test/accounts.ts'
import { openBrowser } from '../../../test/browser.ts'
import { ada, providerStory } from '../../../test/provider-story.ts'
import type { Refusal } from '../../../test/world.ts'

const story = providerStory()

describe('where everybody comes from an identity provider', () => {
  it('no password is taken, and the owner of the machine still has a way in', async () => {
    const { email } = await anAccount(story.world, { email: ada.email })
    await story.idp.goThrough(await story.aProvider(), openBrowser(story.world), ada)
    await story.world.patch('/api/sign-in', { password: false })
    expect(await story.lastActs('sign-in', 1)).toMatchObject([
      { act: 'sign-in.edited', changes: [{ field: 'password', before: true, after: false }] },
    ])
    expect((await openBrowser(story.world).get('/api/sign-in')).body).toMatchObject({ password: false })
    expect((await openBrowser(story.world).post('/api/session', { email, password })).status).toBe(401)
    const { body } = await story.world.get<{ items: { id: string }[] }>('/api/accounts')
    const made = await story.world.post<{ link: string }>(`/api/accounts/${body.items[0]?.id}/link`)
    expect(
      (await openBrowser(story.world).post('/api/session/link', { link: made.body.link.split('=')[1] }))
        .status,
    ).toBe(200)
  })
})

describe('passwords', () => {
  const off = () => story.world.patch<Refusal>('/api/sign-in', { password: false })

  it('are not turned off before an administrator has come from an identity provider', async () => {
    const provider = await story.aProvider({ defaultRole: 'viewer' })
    await anAccount(story.world, { email: 'grace@example.com' })
    await story.idp.goThrough(provider, openBrowser(story.world), ada)
    const refused = await off()
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    expect(refused.body.detail).toContain('sign in at one as an administrator')
    await story.idp.goThrough(provider, openBrowser(story.world), {
      ...ada,
      sub: 'grace-1',
      email: 'grace@example.com',
    })
    expect((await off()).status).toBe(200)
  })

  it('are turned on again before the last provider that lets an administrator in is forgotten', async () => {
    const [provider, unused] = [await story.aProvider(), await story.aProvider({ label: 'Unused' })]
    await anAccount(story.world, { email: ada.email })
    await story.idp.goThrough(provider, openBrowser(story.world), ada)
    await off()
    expect((await story.world.delete(`/api/providers/${unused.id}`)).status).toBe(204)
    const refused = await story.world.delete<Refusal>(`/api/providers/${provider.id}`)
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    expect(refused.body.detail).toContain('turn passwords on first')
    expect(await story.idp.goThrough(provider, openBrowser(story.world), ada)).toBe('/')
    await story.world.patch('/api/sign-in', { password: true })
    expect((await story.world.delete(`/api/providers/${provider.id}`)).status).toBe(204)
  })
})

describe('an identity provider', () => {
  it('is shown without its secret, on the sign-in page by its label', async () => {
    const { id, redirectUri } = await story.aProvider()
    expect(redirectUri).toBe(`http://127.0.0.1:4600/api/oidc/${id}/callback`)
    expect((await openBrowser(story.world).get('/api/sign-in')).body).toEqual({
      password: true,
      providers: [{ id, label: 'Acme' }],
    })
    const { rows } = await story.world.ctx.db.pool.query('select * from provider')
    const kept = `${JSON.stringify([rows, (await story.world.get('/api/providers')).body])} ${rows.map(({ sealed }) => sealed.toString('latin1'))} ${story.world.logged}`
    expect(kept).not.toContain(story.wanted().clientSecret)
  })

  it.each([
    ['inside of our network', 'https://169.254.169.254', 'issuer'],
    ['without TLS', 'http://story.idp.example.com', 'issuer'],
  ])('cannot be %s', async (_, issuer, field) => {
    const { status, body } = await story.world.post<Refusal>('/api/providers', { ...story.wanted(), issuer })
    expect([status, body.problems?.map((problem) => problem.field)]).toEqual([422, [field]])
  })

  it('that does not answer is said so', async () => {
    const provider = await story.aProvider()
    await story.world.ctx.db.pool.query(`update provider set issuer = issuer || '/elsewhere'`)
    const { status, body } = await openBrowser(story.world).get<Refusal>(`/api/oidc/${provider.id}/start`)
    expect([status, body.code]).toEqual([502, 'provider.down'])
  })
})
