import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AppError } from './errors.ts'
import { logFile, openLog } from './log.ts'
import { redactor } from './redact.ts'
import { Secret } from './secret.ts'

const canary = 'canary-7f3Kq9"ZxW2mP'

function logTo(lines: string[], ...secrets: readonly string[]) {
  const redact = redactor()
  for (const secret of secrets) redact.learn(secret)
  return openLog({ level: 'info', destination: { write: (line) => void lines.push(line) }, redact })
}

function logged(write: (log: ReturnType<typeof logTo>) => void, ...secrets: readonly string[]): unknown[] {
  const lines: string[] = []
  write(logTo(lines, ...secrets))
  return lines.map((line) => JSON.parse(line))
}

it('writes one JSON object a line, with its level as a word and its time in UTC', () => {
  const lines: string[] = []
  const log = logTo(lines)
  log.info({ runId: 'run_1' }, 'read\na page')
  log.debug('not asked for')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^\{[^\n]*\}\n$/)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    runId: 'run_1',
    msg: 'read\na page',
  })
})

it('lets no learned secret out by message, field, name, child, error, detail or cause', () => {
  const fault = new AppError('vendor.odd', `odd ${canary}`, { said: canary }, new Error(`because ${canary}`))
  const write = (log: ReturnType<typeof logTo>) => {
    log.info(`message ${canary}`)
    log.info('message %s %o', canary, { canary })
    log.info({ deep: { list: [canary, { [canary]: 1 }] } })
    log.child({ token: canary }).warn('child')
    log.error(fault)
    log.error({ err: fault, body: JSON.stringify({ token: canary }) })
  }
  // Positive control: without knowing the secret every line has it.
  expect(logged(write).filter((line) => JSON.stringify(line).includes('7f3Kq9'))).toHaveLength(6)
  const lines = logged(write, canary)
  expect(lines).toHaveLength(6)
  expect(JSON.stringify(lines)).not.toMatch(/7f3Kq9|ZxW2mP/)
})

it('stays JSON whatever the secret is', () => {
  const stays = fc.property(fc.string({ minLength: 6, unit: 'binary' }), fc.string(), (secret, more) => {
    const [line] = logged((log) => log.info({ secret, more, deep: [secret + more] }, secret), secret)
    expect(line).toMatchObject({ deep: [expect.any(String)] })
  })
  fc.assert(stays, { numRuns: 1000 })
  expect(logged((log) => log.info({ a: 'x\nabcdef', pin: 1234567 }), 'nabcdef', '234567')).toMatchObject([
    { a: 'x\nabcdef', pin: '[secret]' },
  ])
})

it.each([
  [{ url: '/api/people?token=abc#top' }, { url: '/api/people' }],
  [{ req: { url: '/login?code=abc', method: 'GET' } }, { req: { url: '/login', method: 'GET' } }],
  [{ nextUrl: 'https://v.example/users?key=abc' }, { nextUrl: 'https://v.example/users' }],
  [{ urls: ['https://v.example/users?key=abc'] }, { urls: ['https://v.example/users'] }],
  [{ url: ['/a?key=abc', '/b#c'] }, { url: ['/a', '/b'] }],
  [{ note: 'GET https://v.example/users?key=abc failed' }, { note: 'GET https://v.example/users failed' }],
  [{ question: 'really?' }, { question: 'really?' }],
])('strips the query of every URL in %j', (said, expected) => {
  expect(logged((log) => log.info(said))).toMatchObject([expected])
})

it('strips the query of a URL in an error', () => {
  const lines = logged((log) => log.error(new Error('fetch of http://v.example/x?key=abc failed')))
  expect(JSON.stringify(lines)).not.toContain('key=abc')
})

it('never shows a Secret, even one that was not learned', () => {
  const secret = new Secret(canary)
  const ways = [
    String(secret),
    `${secret}`,
    `a${secret}`,
    [secret].join(),
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true, depth: 9 }),
    Object.values(secret).join(),
    JSON.stringify(structuredClone(secret)),
    new Error(`about ${secret}`, { cause: secret }).stack,
    JSON.stringify(
      logged((log) => log.info({ secret, deep: [secret] }, 'with %s and %o', secret, { secret })),
    ),
  ]
  expect(ways.filter((text) => text?.includes('7f3Kq9'))).toEqual([])
  expect(secret.open()).toBe(canary)
})

it('goes to a file of its owner, after what is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-log-'))
  const path = join(folder, 'muster.log')
  for (const line of ['first\n', 'second\n']) logFile(path).write(line)
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o077]).toEqual(['first\nsecond\n', 0])
  rmSync(folder, { recursive: true })
})

it.skipIf(!existsSync('/dev/full'))('outlives a full disk', () => {
  const file = logFile('/dev/full')
  expect(() => file.write('lost\n')).not.toThrow()
  expect(() => file.write('lost, too\n')).not.toThrow()
})
