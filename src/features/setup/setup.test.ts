import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anAccount, password } from '../../../test/accounts.ts'
import { openBrowser } from '../../../test/browser.ts'
import { newWorld, type Refusal, type World } from '../../../test/world.ts'
import { openSetup, setupFile } from './actions.ts'

let world: World
let folder: string
beforeEach(async () => {
  world = await newWorld()
  folder = await mkdtemp(join(tmpdir(), 'muster-setup-'))
})
afterEach(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

const ada = { name: 'Ada Lovelace', email: 'ada@example.com', password }

describe('the first administrator', () => {
  it('is made with the code of the console, once, and is signed in', async () => {
    const code = (await openSetup(world.ctx, folder)) ?? ''
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    const browser = openBrowser(world)
    expect((await browser.get('/api/setup')).body).toEqual({ open: true })
    const typed = code.toLowerCase().replaceAll('-', ' ')
    const { status, body } = await browser.post('/api/setup', { ...ada, code: typed })
    expect([status, body]).toMatchObject([
      201,
      { account: { email: ada.email }, role: { key: 'administrator' } },
    ])
    expect((await browser.get('/api/integrations')).status).toBe(200)
    expect((await browser.get('/api/setup')).body).toEqual({ open: false })
    expect((await browser.post<Refusal>('/api/setup', { ...ada, code })).status).toBe(404)
  })

  it('is made by one of two who have the code', async () => {
    const code = (await openSetup(world.ctx, folder)) ?? ''
    const answers = await Promise.all(
      ['a@example.com', 'b@example.com'].map((email) =>
        openBrowser(world).post('/api/setup', { ...ada, email, code }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, expect.toBeOneOf([404, 410])])
  })

  it('is not made with another code, or one that is older than a day', async () => {
    const code = (await openSetup(world.ctx, folder)) ?? ''
    const wrong = await openBrowser(world).post<Refusal>('/api/setup', {
      ...ada,
      code: 'AAAA-AAAA-AAAA-AAAA',
    })
    expect([wrong.status, wrong.body.code]).toEqual([410, 'ticket.over'])
    await world.ctx.db.pool.query(`update ticket set expires_at = muster_now() - interval '1 second'`)
    expect((await openBrowser(world).post('/api/setup', { ...ada, code })).status).toBe(410)
  })
})

describe('the code', () => {
  it('lies in a file for its owner only, and stays the same while it is good', async () => {
    const code = await openSetup(world.ctx, folder)
    expect((await readFile(setupFile(folder), 'utf8')).trim()).toBe(code)
    expect((await stat(setupFile(folder))).mode & 0o777).toBe(0o600)
    expect(await openSetup(world.ctx, folder)).toBe(code)
    await world.ctx.db.pool.query(`update ticket set expires_at = muster_now() + interval '1 hour'`)
    expect(await openSetup(world.ctx, folder)).not.toBe(code)
  })

  it('is gone when there is an administrator', async () => {
    await openSetup(world.ctx, folder)
    await anAccount(world)
    expect(await openSetup(world.ctx, folder)).toBeUndefined()
    await expect(stat(setupFile(folder))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('a password', () => {
  it.each([
    ['that is short', 'short enough', undefined],
    ['that is too short', 'eleven char', 'at least 12 characters'],
    ['of one character', 'aaaaaaaaaaaaaaaa', 'a few different'],
    ['that is among the first to be tried', 'qwerty123456', 'tried first'],
    ['that is one of these with something around it', '1234password!2026', 'tried first'],
    ['with the name of its owner', 'i am lovelace here', 'must not hold your name'],
    ['with the name of the product', 'welcome to Muster', 'must not hold your name'],
    ['that is longer than any', 'long enough '.repeat(100), 'at most 1024'],
  ])('%s is judged', async (_, chosen, said) => {
    const code = await openSetup(world.ctx, folder)
    const { status, body } = await openBrowser(world).post<Refusal>('/api/setup', {
      ...ada,
      password: chosen,
      code,
    })
    if (said === undefined) expect(status).toBe(201)
    else
      expect([status, body.problems]).toEqual([
        422,
        [{ field: 'password', message: expect.stringContaining(said) }],
      ])
  })
})
