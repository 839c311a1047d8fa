import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { anAccount, password } from '../../../test/accounts.ts'
import { openBrowser } from '../../../test/browser.ts'
import { type MailServer, startMailServer } from '../../../test/mail-server.ts'
import { newWorld, type Refusal, type World } from '../../../test/world.ts'
import { openMailer } from '../../connect/mail.ts'
import { mailSettings } from '../../connect/mail-settings.ts'

interface Handed {
  readonly link: string
  readonly mailed: boolean
}
let server: MailServer
let world: World
beforeAll(async () => {
  server = await startMailServer()
  const env = { MUSTER_SMTP_URL: `smtp://127.0.0.1:${server.port}`, MUSTER_MAIL_FROM: 'muster@example.com' }
  const settings = mailSettings(env)
  world = await newWorld(settings ? { mailer: openMailer(settings) } : {})
})
afterAll(async () => {
  await world.close()
  await server.close()
})

/** The secret of the link in the last mail to an address. */
const mailedTo = (email: string) =>
  vi.waitFor(() => {
    const mail = server.got.findLast(({ to }) => to.includes(email))
    const [, token] = /#token=([\w-]{43})/.exec(mail?.text ?? '') ?? []
    expect(token).toBeDefined()
    return { token, mail }
  })

describe('an invitation', () => {
  it('goes out by e-mail, and its link lets in', async () => {
    const { body } = await world.post<Handed>('/api/accounts', {
      name: 'Grace',
      email: 'grace@example.com',
      role: 'viewer',
    })
    expect(body.mailed).toBe(true)
    const { token, mail } = await mailedTo('grace@example.com')
    expect(mail?.headers).toContain('Subject: You are invited to Muster')
    expect(body.link).toContain(token)
    expect((await openBrowser(world).post('/api/invitation', { token, password })).status).toBe(200)
  })

  it('is handed over by hand when the mail server does not take it', async () => {
    server.answer('RCPT', '550 no such user')
    const { body } = await world.post<Handed>('/api/accounts', {
      name: 'Bob',
      email: 'bob@example.com',
      role: 'viewer',
    })
    server.answer('RCPT', '250 ok')
    expect(body).toMatchObject({ mailed: false, link: expect.stringContaining('/welcome#token=') })
    expect(world.logged.join()).not.toContain(body.link.split('=')[1])
  })
})

describe('a forgotten password', () => {
  it('is chosen anew by a link that is mailed, good for an hour, and every session ends', async () => {
    const { email } = await anAccount(world, { email: 'ada@example.com' })
    const browser = openBrowser(world)
    await browser.post('/api/session', { email, password })
    expect((await openBrowser(world).post('/api/reset', { email: 'ADA@example.com' })).status).toBe(202)
    const { token } = await mailedTo(email)
    const next = 'another green harbour lamp'
    await world.ctx.db.pool.query(`update ticket set expires_at = expires_at - interval '59 minutes'`)
    expect((await openBrowser(world).post('/api/invitation', { token, password: next })).status).toBe(200)
    expect((await browser.get('/api/session')).status).toBe(401)
    expect(
      (await openBrowser(world).post<Refusal>('/api/invitation', { token, password: next })).body.code,
    ).toBe('ticket.over')
  })

  it('is no longer chosen by a link that is older than the password', async () => {
    const { email } = await anAccount(world, { email: 'eve@example.com' })
    await openBrowser(world).post('/api/reset', { email })
    const { token } = await mailedTo(email)
    const browser = openBrowser(world)
    await browser.post('/api/session', { email, password })
    const next = 'another green harbour lamp'
    expect((await browser.post('/api/account/password', { current: password, password: next })).status).toBe(
      204,
    )
    const late = await openBrowser(world).post<Refusal>('/api/invitation', { token, password })
    expect(late.body.code).toBe('ticket.over')
  })

  it('is nobody’s business: every address gets the same answer, and only an account a mail', async () => {
    const before = server.got.length
    const disabled = await anAccount(world, { email: 'gone@example.com' })
    await world.ctx.db.pool.query(`update account set state = 'disabled' where id = $1`, [disabled.id])
    for (const email of ['nobody@example.com', 'gone@example.com']) {
      const { status, body } = await openBrowser(world).post('/api/reset', { email })
      expect([status, body]).toEqual([202, {}])
    }
    expect(server.got.length).toBe(before)
  })

  it('cannot be used to fill a mailbox', async () => {
    await world.ctx.db.pool.query(`update attempt set failures = 20, last_at = muster_now()`)
    const { email } = await anAccount(world, { email: 'eva@example.com' })
    for (let at = 0; at < 10; at++) await openBrowser(world).post('/api/reset', { email })
    await world.ctx.db.pool.query(`update attempt set failures = 20 where failures = 10`)
    expect((await openBrowser(world).post('/api/reset', { email })).status).toBe(429)
  })
})
