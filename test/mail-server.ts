import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

/** A mail as a server got it. */
interface GotMail {
  readonly from: string
  readonly to: readonly string[]
  /** As they came over the line. */
  readonly headers: string
  readonly text: string
}

/** A mail server on loopback that takes every mail, but for what it is told to refuse. */
export interface MailServer {
  readonly port: number
  readonly got: readonly GotMail[]
  /** Everything that was said to it, a line each. */
  readonly heard: readonly string[]
  /** Answers commands that begin with this word so, until told else. */
  answer(word: string, line: string | undefined): void
  close(): Promise<void>
}

const usual: Readonly<Record<string, string>> = {
  EHLO: '250-mail.test\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  QUIT: '221 bye',
}

/** Starts a mail server, in the clear. */
export async function startMailServer(): Promise<MailServer> {
  const answers = new Map(Object.entries(usual))
  const got: GotMail[] = []
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const serve = async (socket: Socket) => {
    const say = (line: string) => socket.write(`${line}\r\n`)
    let mail = { from: '', to: [] as string[], lines: undefined as string[] | undefined }
    say('220 mail.test')
    for await (const line of createInterface({ input: socket })) {
      if (mail.lines) {
        if (line !== '.') mail.lines.push(line)
        else {
          got.push({ from: mail.from, to: mail.to, ...partsOf(mail.lines.join('\n')) })
          mail = { from: '', to: [], lines: undefined }
          say(answers.get('.') ?? '250 taken')
        }
        continue
      }
      heard.push(line)
      const word = line.slice(0, 4).toUpperCase()
      const answer = answers.get(line) ?? answers.get(word) ?? '502 what?'
      if (word === 'MAIL') mail.from = inside(line)
      if (word === 'RCPT' && answer.startsWith('2')) mail.to.push(inside(line))
      if (word === 'DATA' && answer.startsWith('3')) mail.lines = []
      say(answer)
      if (word === 'QUIT') socket.end()
    }
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    // A client that hangs up ends the reading; that is no failure of the server.
    serve(socket).catch(() => undefined)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    got,
    heard,
    answer: (word, line) => (line === undefined ? answers.delete(word) : answers.set(word, line)),
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

const inside = (line: string): string => /<(.*)>/.exec(line)?.[1] ?? ''

function partsOf(raw: string): { headers: string; text: string } {
  const [headers = '', ...paragraphs] = raw.split('\n\n')
  const sent = paragraphs.join('\n\n')
  const isQuoted = /^Content-Transfer-Encoding: quoted-printable$/m.test(headers)
  return { headers, text: isQuoted ? unquoted(sent) : sent }
}

function unquoted(text: string): string {
  const escaped = text
    .replace(/=\n/g, '')
    .replaceAll('%', '%25')
    .replace(/=([0-9A-F]{2})/g, '%$1')
  return decodeURIComponent(escaped)
}
