import { TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAccount, password } from '../../../test/accounts.ts'
import { type Browser, openBrowser } from '../../../test/browser.ts'
import { newWorld, type Refusal, type World } from '../../../test/world.ts'
import { publicId } from '../../lib/ids.ts'

interface Offer {
  readonly uri: string
  readonly secret: string
}
let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

/** What the app shows, some half minutes from now. */
const codeOf = (secret: string, later = 0) =>
  new TOTP({ secret }).generate({ timestamp: world.ctx.clock.now() + later * 30_000 })

/** An account with an app, and what belongs to it. */
async function withApp() {
  const { id, email } = await anAccount(world)
  const browser = openBrowser(world)
  await browser.post('/api/session', { email, password })
  const { body: offer } = await browser.post<Offer>('/api/account/totp')
  const { body } = await browser.post<{ recoveryCodes: string[] }>('/api/account/totp/confirm', {
    code: codeOf(offer.secret),
  })
  world.pass(60_000)
  return { id, email, browser, secret: offer.secret, uri: offer.uri, recoveryCodes: body.recoveryCodes }
}

const signIn = async (browser: Browser, email: string, code?: string) => {
  const { status, body } = await browser.post<Refusal>('/api/session', {
    email,
    password,
    ...(code ? { code } : {}),
  })
  return status === 200 ? 200 : body.code
}

describe('an authenticator app', () => {
  it('is offered as an address, and asked for once a first code was right', async () => {
    const { email } = await anAccount(world)
    const browser = openBrowser(world)
    await browser.post('/api/session', { email, password })
    const { body } = await browser.post<Offer>('/api/account/totp')
    expect(body.uri).toMatch(/^otpauth:\/\/totp\/Muster:.*secret=[A-Z2-7]{32}/)
    expect((await browser.post('/api/account/totp/confirm', { code: '000000' })).status).toBe(422)
    expect(await signIn(openBrowser(world), email)).toBe(200)
    await browser.post('/api/account/totp/confirm', { code: codeOf(body.secret) })
    expect(await signIn(openBrowser(world), email)).toBe('sign-in.code')
    expect((await browser.get('/api/session')).body).toMatchObject({ totp: true })
  })

  it('gives codes that are good once, half a minute early or late', async () => {
    const { email, secret } = await withApp()
    const code = codeOf(secret)
    expect(await signIn(openBrowser(world), email, codeOf(secret, 5))).toBe('sign-in.refused')
    expect(await signIn(openBrowser(world), email, code)).toBe(200)
    expect(await signIn(openBrowser(world), email, code)).toBe('sign-in.refused')
    expect(await signIn(openBrowser(world), email, codeOf(secret, -1))).toBe('sign-in.refused')
    expect(await signIn(openBrowser(world), email, codeOf(secret, 1))).toBe(200)
  })

  it('that is lost is replaced by a recovery code, each once', async () => {
    const { email, recoveryCodes } = await withApp()
    expect(recoveryCodes).toHaveLength(10)
    const [code = ''] = recoveryCodes
    expect(await signIn(openBrowser(world), email, code.toLowerCase().replaceAll('-', ' '))).toBe(200)
    expect(await signIn(openBrowser(world), email, code)).toBe('sign-in.refused')
    expect(await signIn(openBrowser(world), email, recoveryCodes[1])).toBe(200)
  })

  it('confirms a session in place of the password', async () => {
    const { browser, secret } = await withApp()
    await world.ctx.db.pool.query(`update session set confirmed_at = muster_now() - interval '6 minutes'`)
    expect((await browser.delete('/api/account/totp')).status).toBe(403)
    expect((await browser.post('/api/session/confirm', { code: codeOf(secret) })).status).toBe(200)
    expect((await browser.delete('/api/account/totp')).status).toBe(204)
  })

  it('stays when a password is chosen anew, and is asked for', async () => {
    const { id, secret } = await withApp()
    const { body } = await world.post<{ link: string }>(`/api/accounts/${publicId('acc', id)}/reset`)
    const token = body.link.split('#token=')[1]
    const chosen = { token, password: 'another green harbour lamp' }
    expect((await openBrowser(world).post<Refusal>('/api/invitation', chosen)).body.code).toBe('sign-in.code')
    expect(
      (await openBrowser(world).post('/api/invitation', { ...chosen, code: codeOf(secret) })).status,
    ).toBe(200)
  })

  it('is guessed with a link for a new password no faster than with the password', async () => {
    const { id, secret } = await withApp()
    const { body } = await world.post<{ link: string }>(`/api/accounts/${publicId('acc', id)}/reset`)
    const chosen = { token: body.link.split('#token=')[1], password: 'another green harbour lamp' }
    const choose = async (code: string) =>
      (await openBrowser(world).post<Refusal>('/api/invitation', { ...chosen, code })).body.code
    expect(await choose('000000')).toBe('sign-in.refused')
    await world.ctx.db.pool.query(
      'update attempt set failures = 20, last_at = muster_now() where failures = 1',
    )
    expect(await choose(codeOf(secret))).toBe('sign-in.slow')
  })

  it('is taken away by who may change accounts, which signs out', async () => {
    const { id, email, browser } = await withApp()
    expect((await world.delete(`/api/accounts/${publicId('acc', id)}/totp`)).status).toBe(204)
    expect((await browser.get('/api/session')).status).toBe(401)
    expect(await signIn(openBrowser(world), email)).toBe(200)
  })

  it('has its key and codes nowhere in the clear', async () => {
    const { secret, recoveryCodes } = await withApp()
    const { rows } = await world.ctx.db.pool.query('select * from account')
    const kept = `${JSON.stringify(rows)} ${rows.map(({ totp }) => totp?.toString('latin1')).join()} ${world.logged.join()}`
    for (const one of [secret, ...recoveryCodes]) expect(kept).not.toContain(one)
  })
})
