import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signedIn } from '../../../test/accounts.ts'
import type { Browser } from '../../../test/browser.ts'
import { type MailServer, startMailServer } from '../../../test/mail-server.ts'
import { newWorld, type World } from '../../../test/world.ts'
import { openMailer } from '../../connect/mail.ts'
import { mailSettings } from '../../connect/mail-settings.ts'

interface Verdict {
  readonly ok: boolean
  readonly to: string
  readonly message?: string
}

let server: MailServer
let world: World
let ada: Browser
beforeAll(async () => {
  server = await startMailServer()
  const settings = mailSettings({
    MUSTER_SMTP_URL: `smtp://ada:s3cret-word@127.0.0.1:${server.port}`,
    MUSTER_MAIL_FROM: 'Muster <muster@example.com>',
  })
  world = await newWorld(settings ? { mailer: openMailer(settings) } : {})
  ada = await signedIn(world, { email: 'ada@example.com' })
})
afterAll(async () => {
  await world.close()
  await server.close()
})
beforeEach(() => server.answer('.', '250 2.0.0 queued'))

const lastAct = async () =>
  (await world.get<{ items: { act: string }[] }>('/api/activity?limit=1')).body.items[0]?.act

describe('how e-mail leaves', () => {
  it('is shown without user and password', async () => {
    const { body } = await ada.get('/api/mail')
    expect(body).toEqual({
      server: {
        host: '127.0.0.1',
        port: server.port,
        tls: 'none',
        signsIn: true,
        from: 'Muster <muster@example.com>',
      },
    })
  })

  it('is not there where nothing was set up, and a test letter says what to set', async () => {
    const without = await newWorld()
    const browser = await signedIn(without)
    expect((await browser.get('/api/mail')).body).toEqual({ server: null })
    const { status, body } = await browser.post<{ detail: string }>('/api/mail/test')
    expect([status, body.detail]).toEqual([409, expect.stringContaining('MUSTER_SMTP_URL')])
    await without.close()
  })
})

describe('a test letter', () => {
  it('goes to whoever asks, tells what the server answered, and is an act', async () => {
    const before = server.got.length
    const { body } = await ada.post<Verdict>('/api/mail/test')
    expect(body).toEqual({ ok: true, to: 'ada@example.com', answer: '250 2.0.0' })
    expect(server.got.slice(before)).toMatchObject([{ to: ['ada@example.com'] }])
    expect(await lastAct()).toBe('mail.tested')
  })

  it('that the server does not take tells why in its numbers, without its words', async () => {
    server.answer('.', '550 5.7.1 s3cret-word is not welcome')
    const { status, body } = await ada.post<Verdict>('/api/mail/test')
    expect([status, body.ok]).toEqual([200, false])
    expect(body.message).toContain('it answered 550 5.7.1')
    expect(JSON.stringify(body)).not.toContain('s3cret-word')
  })

  it('has nowhere to go for who has no address', async () => {
    const { status, body } = await world.post<{ detail: string }>('/api/mail/test')
    expect([status, body.detail]).toEqual([409, expect.stringContaining('has none')])
  })
})
