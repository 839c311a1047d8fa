import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAccount, password, signedIn } from '../../../test/accounts.ts'
import { openBrowser } from '../../../test/browser.ts'
import { newWorld, type Refusal, type World } from '../../../test/world.ts'
import { networkOf } from '../proofs/rules.ts'

interface Open {
  readonly items: { readonly id: string; readonly current: boolean; readonly userAgent: string }[]
}

let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

const query = (sql: string, values: unknown[] = []) => world.ctx.db.pool.query(sql, values)

describe('signing in', () => {
  it('opens a session in a cookie that no script reads, and says who is there', async () => {
    const { email } = await anAccount(world, { role: 'viewer' })
    const browser = openBrowser(world)
    const { status, body, headers } = await browser.post('/api/session', {
      email: email.toUpperCase(),
      password,
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      account: { email, kind: 'person' },
      role: { key: 'viewer', label: 'Viewer' },
      totp: false,
    })
    const [cookie] = [headers['set-cookie']].flat()
    expect(cookie).toMatch(/^muster=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await browser.get('/api/session')).body).toEqual(body)
    expect((await browser.get('/api/people')).status).toBe(200)
  })

  it('keeps nothing that could be used to come back in its place', async () => {
    const browser = await signedIn(world)
    const { rows } = await query(
      'select * from session union all select null, id, hash, null, null, null, null, null, null from account a, known_browser where false',
    )
    const kept = JSON.stringify(rows) + world.logged.join()
    for (const secret of browser.cookies.values()) {
      expect(kept).not.toContain(secret)
      expect(kept).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })

  it.each([
    ['a wrong password', async () => ({ email: (await anAccount(world)).email, password: 'something else' })],
    ['nobody of this address', async () => ({ email: 'nobody@example.com', password })],
    [
      'a disabled account',
      async () => {
        const { email, id } = await anAccount(world)
        await query(`update account set state = 'disabled' where id = $1`, [id])
        return { email, password }
      },
    ],
    [
      'an account without a password',
      async () => {
        const { email, id } = await anAccount(world)
        await query(`update account set password_hash = null, state = 'invited' where id = $1`, [id])
        return { email, password }
      },
    ],
  ])('is refused in the same words: %s', async (_, made) => {
    const { status, body } = await openBrowser(world).post<Refusal>('/api/session', await made())
    expect([status, body.code, body.detail]).toEqual([
      401,
      'sign-in.refused',
      'E-mail address, password or code is not right',
    ])
  })

  it('gives another session each time, and ends the one the browser had', async () => {
    const { email } = await anAccount(world)
    const browser = openBrowser(world)
    await browser.post('/api/session', { email, password })
    const before = browser.cookies.get('muster')
    await browser.post('/api/session', { email, password })
    expect(browser.cookies.get('muster')).not.toBe(before)
    browser.hold('muster', before)
    expect((await browser.get('/api/session')).status).toBe(401)
  })

  it('never takes a session that somebody else put into the browser', async () => {
    const { email } = await anAccount(world)
    const browser = openBrowser(world)
    browser.hold('muster', 'planted-by-somebody-who-waits-for-it')
    await browser.post('/api/session', { email, password })
    expect(browser.cookies.get('muster')).not.toBe('planted-by-somebody-who-waits-for-it')
  })
})

describe('a session', () => {
  it.each([
    ['half an hour after the last request', `used_at = muster_now() - interval '31 minutes'`],
    ['twelve hours after it began, however it was used', `ends_at = muster_now() - interval '1 second'`],
  ])('is over %s', async (_, change) => {
    const browser = await signedIn(world)
    expect((await browser.get('/api/people')).status).toBe(200)
    await query(`update session set ${change}`)
    expect((await browser.get('/api/people')).status).toBe(401)
  })

  it('goes on as long as it is used', async () => {
    const browser = await signedIn(world)
    await query(`update session set used_at = muster_now() - interval '29 minutes'`)
    expect((await browser.get('/api/people')).status).toBe(200)
    const { rows } =
      await query(`select bool_and(used_at > muster_now() - interval '1 minute') as used from session
      where account_id = (select account_id from session order by id desc limit 1)`)
    expect(rows).toEqual([{ used: true }])
  })

  it('is over at once when its account is disabled', async () => {
    const { email, id } = await anAccount(world)
    const browser = openBrowser(world)
    await browser.post('/api/session', { email, password })
    await query(`update account set state = 'disabled' where id = $1`, [id])
    expect((await browser.get('/api/session')).status).toBe(401)
  })

  it('ends by signing out, here and in the browser', async () => {
    const browser = await signedIn(world)
    const before = browser.cookies.get('muster')
    const { status, headers } = await browser.delete('/api/session')
    expect([status, headers['clear-site-data']]).toEqual([204, '"cache", "storage"'])
    expect(browser.cookies.has('muster')).toBe(false)
    browser.hold('muster', before)
    expect((await browser.get('/api/session')).status).toBe(401)
  })

  it('is listed with the others of its account, and each can be ended', async () => {
    const { email } = await anAccount(world)
    const [one, other] = [openBrowser(world, { headers: { 'user-agent': 'One' } }), openBrowser(world)]
    await one.post('/api/session', { email, password })
    await other.post('/api/session', { email, password })
    const { items } = (await other.get<Open>('/api/account/sessions')).body
    expect(items.map(({ current }) => current).toSorted()).toEqual([false, true])
    const first = items.find(({ userAgent }) => userAgent === 'One')
    expect((await other.delete(`/api/account/sessions/${first?.id}`)).status).toBe(204)
    expect((await one.get('/api/session')).status).toBe(401)
    await one.post('/api/session', { email, password })
    expect((await one.delete('/api/account/sessions')).status).toBe(204)
    expect([(await one.get('/api/session')).status, (await other.get('/api/session')).status]).toEqual([
      200, 401,
    ])
  })

  it('of somebody else cannot be ended', async () => {
    const [one, other] = [await signedIn(world), await signedIn(world)]
    const { items } = (await one.get<Open>('/api/account/sessions')).body
    expect((await other.delete(`/api/account/sessions/${items[0]?.id}`)).status).toBe(404)
    expect((await one.get('/api/session')).status).toBe(200)
  })
})

describe('a proof', () => {
  it('that is older than five minutes has to be given again, and changes the secret of the session', async () => {
    const browser = await signedIn(world)
    await query(`update session set confirmed_at = muster_now() - interval '6 minutes'`)
    const wanted = {
      name: 'ci',
      rights: ['people:read'],
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    }
    const refused = await browser.post<Refusal>('/api/tokens', wanted)
    expect([refused.status, refused.body.code]).toEqual([403, 'sign-in.confirm'])
    expect((await browser.post('/api/session/confirm', { password: 'something else' })).status).toBe(401)
    const before = browser.cookies.get('muster')
    expect((await browser.post('/api/session/confirm', { password })).status).toBe(200)
    expect(browser.cookies.get('muster')).not.toBe(before)
    expect((await browser.post('/api/tokens', wanted)).status).toBe(201)
  })
})

describe('guessing', () => {
  const guess = async (email: string, from: string, times: number) => {
    const browser = openBrowser(world, { address: from })
    const answers: number[] = []
    for (let at = 0; at < times; at++)
      answers.push((await browser.post('/api/session', { email, password: `guess number ${at}` })).status)
    return answers
  }

  it('is slowed down after ten tries, says for how long, and never keeps out a browser that is known', async () => {
    const { email } = await anAccount(world)
    const owner = openBrowser(world, { address: '192.0.2.9' })
    await owner.post('/api/session', { email, password })
    await owner.delete('/api/session')
    expect(await guess(email, '198.51.100.1', 10)).toEqual(Array(10).fill(401))
    await query(
      `update attempt set failures = 15, last_at = muster_now() where key like 'account %' and failures = 10`,
    )
    expect(await guess(email, '198.51.100.1', 2)).toEqual([429, 429])
    const stranger = await openBrowser(world, { address: '192.0.2.10' }).post<Refusal>('/api/session', {
      email,
      password,
    })
    expect([stranger.status, stranger.body.code]).toEqual([429, 'sign-in.slow'])
    expect(Number(stranger.headers['retry-after'])).toBeGreaterThan(0)
    expect((await owner.post('/api/session', { email, password })).status).toBe(200)
  })

  it('waits twice as long each time, a quarter of an hour at most, and starts anew after a day', async () => {
    const { email } = await anAccount(world)
    await guess(email, '198.51.100.2', 1)
    const key = `account ${Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(email))).toString('hex')}`
    const waits = async (failures: number, ago: string) => {
      await query(`update attempt set failures = $2, last_at = muster_now() - $3::interval where key = $1`, [
        key,
        failures,
        ago,
      ])
      const { headers } = await openBrowser(world, { address: '192.0.2.11' }).post('/api/session', {
        email,
        password: 'no such',
      })
      return headers['retry-after'] === undefined ? 0 : Number(headers['retry-after'])
    }
    // A machine that is busy takes some of it.
    const between = async (failures: number, least: number, most: number) => {
      const seconds = await waits(failures, '0s')
      expect([seconds > least, seconds <= most]).toEqual([true, true])
    }
    await between(14, 8, 16)
    await between(15, 16, 32)
    await between(500, 800, 900)
    expect(await waits(500, '901s')).toBe(0)
    expect(await waits(500, '25h')).toBe(0)
    expect(await waits(1, '0s')).toBe(0)
  })

  it('at many accounts from one address ends after a hundred in an hour', async () => {
    await query(`insert into attempt (key, failures) values ('address 203.0.113.7', 100)`)
    const browser = openBrowser(world, { address: '203.0.113.7' })
    expect((await browser.post('/api/session', { email: 'a@example.com', password })).status).toBe(429)
    await query(`update attempt set since = since - interval '61 minutes' where key = 'address 203.0.113.7'`)
    expect((await browser.post('/api/session', { email: 'a@example.com', password })).status).toBe(401)
  })

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('counts by the network that one customer has: %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
