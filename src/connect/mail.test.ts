import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type MailServer, startMailServer } from '../../test/mail-server.ts'
import { openMailer } from './mail.ts'
import { mailSettings } from './mail-settings.ts'

let server: MailServer
beforeAll(async () => {
  server = await startMailServer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.answer('AUTH', '235 welcome')
  server.answer('RCPT', '250 ok')
  server.answer('RCPT TO:<bob@example.com>', undefined)
  server.answer('.', undefined)
})

const from = 'Muster <muster@example.com>'
const settings = (url: string, sender: string | undefined = from) =>
  mailSettings({ MUSTER_SMTP_URL: url, MUSTER_MAIL_FROM: sender })
function mailer(url = `smtp://ada:s3cret-word@127.0.0.1:${server.port}`) {
  const read = settings(url)
  if (!read) throw new Error('no settings')
  return openMailer(read)
}
const mail = {
  id: 'n1.abc',
  to: ['ada@example.com', 'bob@example.com'],
  subject: 'It fails',
  text: 'Look.\nNow.',
}

describe('a mail', () => {
  it('goes to everybody it is for, in plain text, with an id that stays the same', async () => {
    expect(await mailer().send(mail)).toEqual({ refused: [], answer: '250' })
    expect(await mailer().send(mail)).toEqual({ refused: [], answer: '250' })
    const [first, second] = server.got.slice(-2)
    expect(first).toMatchObject({ from: 'muster@example.com', to: mail.to })
    expect(first?.headers).toMatch(/^From: Muster <muster@example\.com>$/m)
    expect(first?.headers).toMatch(/^Content-Type: text\/plain/m)
    expect(first?.text).toContain('Look.\nNow.')
    const idOf = (headers = '') => /^Message-ID:\s*(.*)$/m.exec(headers)?.[1]
    expect([idOf(first?.headers), idOf(second?.headers)]).toEqual([
      '<n1.abc@example.com>',
      '<n1.abc@example.com>',
    ])
  })

  it('cannot be given another header or recipient by what it says', async () => {
    const evil = 'x\r\nBcc: eve@example.com\r\n\r\nYou won'
    await mailer()
      .send({ ...mail, subject: evil, to: ['ada@example.com\r\nRCPT TO:<eve@example.com>'] })
      .catch(() => 0)
    await mailer().send({ ...mail, subject: evil, text: '.\r\nMAIL FROM:<eve@example.com>\r\n' })
    const sent = server.got.at(-1)
    expect(sent?.to).toEqual(mail.to)
    expect(sent?.headers).not.toMatch(/^Bcc:/m)
    expect(server.heard.filter((line) => /^(MAIL|RCPT).*eve@/.test(line))).toEqual([])
  })

  it('counts as sent when one of its recipients was taken, and names the others', async () => {
    server.answer('RCPT TO:<bob@example.com>', '550 who?')
    expect(await mailer().send(mail)).toMatchObject({ refused: ['bob@example.com'] })
  })

  it.each([
    ['AUTH', '535 s3cret-word is wrong', 'it refused user and password of MUSTER_SMTP_URL (it answered 535)'],
    ['RCPT', '550 s3cret-word', 'it refused the sender or every recipient (it answered 550)'],
    ['.', '451 s3cret-word', 'it did not take the message (it answered 451)'],
    ['.', '550 5.7.1 s3cret-word', 'it did not take the message (it answered 550 5.7.1)'],
  ])('that fails at %s says why, without what the server said', async (word, answer, why) => {
    server.answer(word, answer)
    const error: unknown = await mailer()
      .send(mail)
      .catch((error: unknown) => error)
    expect(error).toMatchObject({
      code: 'mail.failed',
      message: `The mail server 127.0.0.1 did not take the mail: ${why}`,
    })
    expect(inspect(error, { depth: 9 })).not.toContain('s3cret-word')
  })

  it('is given up when Muster stops', async () => {
    server.answer('.', '')
    const stop = new AbortController()
    const sent = mailer().send(mail, stop.signal)
    await vi.waitFor(() => expect(server.heard.at(-1)).toBe('DATA'))
    stop.abort()
    await expect(sent).rejects.toThrow('Muster stopped meanwhile')
  })

  it('that meets nobody says so', async () => {
    await expect(mailer('smtp://127.0.0.1:1').send(mail)).rejects.toThrow('nobody answers there')
  })

  it('leaves nothing in the clear for a server that is not on this machine and has no TLS', async () => {
    const read = settings(`smtp://ada:s3cret-word@mail.example.com:${server.port}`)
    if (!read) throw new Error('no settings')
    const before = server.heard.length
    await expect(openMailer({ ...read, host: '127.0.0.1' }).send(mail)).rejects.toThrow('TLS')
    expect(server.heard.slice(before).join('\n')).not.toMatch(/AUTH|MAIL|RCPT/)
  })
})

describe('the settings of mail', () => {
  it.each([
    ['smtp://mail.example.com', 'upgrade', 587],
    ['smtps://mail.example.com', 'start', 465],
    ['smtp://mail.example.com:25?insecure', 'none', 25],
    ['smtp://localhost:25', 'none', 25],
    ['smtp://[::1]', 'none', 587],
    ['smtp://127.evil.example', 'upgrade', 587],
  ])('want TLS unless the server is on this machine or it was waived: %s', (url, tls, port) => {
    expect(settings(url)).toMatchObject({ tls, port })
  })

  it('are none where nothing was set', () => {
    expect(mailSettings({})).toBeUndefined()
  })

  it('read what a password holds, and do not show it', () => {
    const read = settings('smtps://ada%40example.com:p%40ss%2Fword@mail.example.com')
    expect([read?.user, read?.password?.open()]).toEqual(['ada@example.com', 'p@ss/word'])
    expect(JSON.stringify(read)).not.toContain('p@ss')
  })

  it.each([
    ['https://ada:s3cret@host', from, 'MUSTER_SMTP_URL'],
    ['ada:s3cret@host', from, 'MUSTER_SMTP_URL'],
    ['smtp://ada:s3cret%@host', from, 'MUSTER_SMTP_URL'],
    ['smtp://ada:s3cret@host?tls=no', from, 'MUSTER_SMTP_URL'],
    ['smtp://ada:s3cret@host', '', 'MUSTER_MAIL_FROM'],
    ['smtp://ada:s3cret@host', 'Muster', 'MUSTER_MAIL_FROM'],
    ['smtp://ada:s3cret@host', 'A\r\nBcc: e@x <a@example.com>', 'MUSTER_MAIL_FROM'],
  ])('that do not fit are named without the password: %s, %s', (url, sender, variable) => {
    expect(() => settings(url, sender)).toThrow(variable)
    expect(() => settings(url, sender)).not.toThrow('s3cret')
  })
})
