import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { anAccount, signedIn } from '../../../test/accounts.ts'
import { type Browser, openBrowser } from '../../../test/browser.ts'
import { newWorld, type World } from '../../../test/world.ts'
import { publicId } from '../../lib/ids.ts'

interface User {
  readonly id: string
  readonly userName: string
  readonly displayName: string
  readonly active: boolean
  readonly externalId?: string
}
interface List {
  readonly totalResults: number
  readonly startIndex: number
  readonly itemsPerPage: number
  readonly Resources: readonly User[]
}

const users = '/api/scim/v2/Users'
const core = ['urn:ietf:params:scim:schemas:core:2.0:User']
const patchOf = (...Operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
})

let world: World
/** As an identity provider asks: with a token that may do nothing else, and in its own content type. */
let idp: Browser
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.ctx.db.pool.query('delete from account')
  const admin = await signedIn(world)
  await world.post('/api/roles', { label: 'Provisioning', rights: ['scim:write'] })
  const { body } = await admin.post<{ account: { id: string } }>('/api/accounts', {
    kind: 'service',
    name: 'IdP',
    role: 'provisioning',
  })
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const made = await admin.post<{ secret: string }>('/api/tokens', {
    name: 'scim',
    rights: ['scim:write'],
    expiresAt,
    accountId: body.account.id,
  })
  idp = openBrowser(world, { token: made.body.secret, headers: { 'content-type': 'application/scim+json' } })
})

const ada = {
  schemas: [...core, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
  externalId: '00u1',
  userName: 'ada@example.com',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [{ primary: true, value: 'ada@example.com', type: 'work' }],
  active: true,
  locale: 'en-US',
  groups: [],
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Analysis' },
}
const made = async (more: object = {}) => (await idp.post<User>(users, { ...ada, ...more })).body

describe('an identity provider', () => {
  it('makes an account, as an employee, with the name it goes by there', async () => {
    const { status, body } = await idp.post<User>(users, ada)
    expect([status, body]).toMatchObject([
      201,
      { userName: ada.userName, displayName: 'Ada Lovelace', active: true, externalId: '00u1' },
    ])
    expect((await idp.get<User>(`${users}/${body.id}`)).body).toEqual(body)
    expect((await world.get(`/api/accounts/${body.id}`)).body).toMatchObject({
      email: ada.userName,
      role: 'employee',
      state: 'active',
    })
  })

  it('makes none of an address that has one, in whatever letters', async () => {
    await made()
    expect((await idp.post(users, { ...ada, userName: 'ADA@example.com' })).status).toBe(409)
    expect((await idp.post(users, { schemas: core, userName: 'no address' })).status).toBe(422)
  })

  it('finds by filter, piece by piece', async () => {
    for (const letter of ['b', 'c', 'd'])
      await made({ userName: `${letter}@example.com`, emails: [], externalId: letter })
    const find = async (query: string) => (await idp.get<List>(`${users}?${query}`)).body
    const found = await find(`filter=${encodeURIComponent('userName eq "C@Example.com"')}`)
    expect(found.Resources.map(({ userName }) => userName)).toEqual(['c@example.com'])
    expect(
      (await find(`filter=${encodeURIComponent('externalId eq "d" or userName sw "b@"')}`)).totalResults,
    ).toBe(2)
    const piece = await find('startIndex=2&count=2')
    expect([piece.totalResults, piece.startIndex, piece.itemsPerPage]).toEqual([4, 2, 2])
    expect((await idp.get(`${users}?filter=${encodeURIComponent('userName zz')}`)).status).toBe(422)
  })

  it.each([
    ['userName eq "B@example.com"', ['b']],
    ['userName ne "b@example.com" and userName co "@example.com"', ['c', 'root']],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "C@"', ['c']],
    ['emails[type eq "work" and value ew "b@example.com"]', ['b']],
    ['emails.value eq "b@example.com" or name.formatted eq "cleo"', ['b', 'c']],
    ['not (externalId pr)', ['root']],
    ['externalId eq null', ['root']],
    ['active eq false', ['c']],
    ['active eq "True" and externalId pr', ['b']],
    ['externalId gt "B" and externalId le "C"', ['c']],
    ['meta.created lt "2020-01-01T00:00:00Z"', []],
    ['meta.lastModified ge "2020-01-01T00:00:00Z"', ['b', 'c', 'root']],
    ['nickName eq "b"', []],
    ['not (nickName eq "b") and displayName sw "Cl"', ['c']],
    [`displayName eq "%' or 1=1 --"`, []],
  ])('finds by the filter %s', async (filter, names) => {
    await anAccount(world, { email: 'root@example.com' })
    await made({ userName: 'b@example.com', emails: [], externalId: 'b' })
    await made({
      userName: 'c@example.com',
      emails: [],
      externalId: 'C',
      name: { formatted: 'Cleo' },
      active: false,
    })
    await world.ctx.db.pool.query(
      `delete from account where email not in ('root@example.com', 'b@example.com', 'c@example.com')`,
    )
    const { body } = await world.get<List>(`${users}?filter=${encodeURIComponent(filter)}`)
    expect(body.Resources.map(({ userName }) => userName.split('@')[0]).toSorted()).toEqual(names)
    expect(body.totalResults).toBe(names.length)
  })

  it.each([['active gt true'], ['meta.created eq "yesterday"'], ['userName near "x"'], ['a']])(
    'is told what is wrong with the filter %s',
    async (filter) => {
      const { status, body } = await idp.get<{ problems: { field: string }[] }>(
        `${users}?filter=${encodeURIComponent(filter)}`,
      )
      expect([status, body.problems.map(({ field }) => field)]).toEqual([422, ['filter']])
    },
  )

  it('is answered no more than 500 at once, and how many there are', async () => {
    const { body } = await idp.get<List>(`${users}?count=100000&startIndex=3`)
    expect([body.totalResults, body.itemsPerPage, body.startIndex]).toEqual([1, 0, 3])
  })

  it.each([
    ['an operation', [{ op: 'replace', path: 'active', value: false }]],
    ['an operation in capitals and words', [{ op: 'Replace', path: 'active', value: 'False' }]],
    ['a value without a path', [{ op: 'replace', value: { active: false } }]],
  ])(
    'deactivates by %s, which signs out and ends links at once, and activates again',
    async (_, operations) => {
      const { id } = await made()
      const account = await world.ctx.db.pool.query(`select id from account where external_id = '00u1'`)
      const browser = await signedIn(world, { role: 'viewer' })
      await world.ctx.db.pool.query('update session set account_id = $1', [account.rows[0]?.id])
      await world.ctx.db.pool.query(
        `insert into ticket (hash, kind, account_id, expires_at) values ('x', 'reset', $1, now() + interval '1 hour')`,
        [account.rows[0]?.id],
      )
      expect((await browser.get('/api/session')).status).toBe(200)
      expect((await idp.patch<User>(`${users}/${id}`, patchOf(...operations))).body).toMatchObject({
        active: false,
        displayName: 'Ada Lovelace',
      })
      expect((await browser.get('/api/session')).status).toBe(401)
      expect((await world.ctx.db.pool.query('select from ticket where account_id is not null')).rows).toEqual(
        [],
      )
      expect(
        (await idp.patch<User>(`${users}/${id}`, patchOf({ op: 'replace', path: 'active', value: true })))
          .body.active,
      ).toBe(true)
    },
  )

  it('replaces a user as a whole, the id of its body aside', async () => {
    const { id } = await made()
    const { status, body } = await idp.put<User>(`${users}/${id}`, {
      ...ada,
      id: 'another',
      displayName: 'Ada King',
      userName: 'king@example.com',
      emails: [],
    })
    expect([status, body]).toMatchObject([200, { id, displayName: 'Ada King', userName: 'king@example.com' }])
  })

  it('removes an account', async () => {
    const { id } = await made()
    expect((await idp.delete(`${users}/${id}`)).status).toBe(204)
    expect((await idp.get(`${users}/${id}`)).status).toBe(404)
  })

  it('refuses operations that are none, and keeps what was', async () => {
    const { id } = await made()
    expect((await idp.patch(`${users}/${id}`, patchOf({ op: 'explode', path: 'active' }))).status).toBe(422)
    expect((await idp.get<User>(`${users}/${id}`)).body.active).toBe(true)
  })

  it('never reaches who may change accounts', async () => {
    const { id } = await anAccount(world, { email: 'root@example.com' })
    const root = `${users}/${publicId('acc', id)}`
    for (const answer of [
      await idp.patch(root, patchOf({ op: 'replace', path: 'active', value: false })),
      await idp.patch(root, patchOf({ op: 'replace', path: 'userName', value: 'mine@example.com' })),
      await idp.put(root, { ...ada, userName: 'mine@example.com' }),
      await idp.delete(root),
    ])
      expect(answer.status).toBe(403)
  })

  it('reads first what can be done here', async () => {
    const at = (path: string) => idp.get<List & { patch?: object }>(`/api/scim/v2/${path}`)
    expect((await at('ServiceProviderConfig')).body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
    })
    for (const path of ['ResourceTypes', 'Schemas']) {
      const { body } = await at(path)
      expect(body.Resources.map(({ id }) => id.split(':').at(-1))).toEqual(['User', 'Group'])
      const [user] = body.Resources
      expect((await at(`${path}/${user?.id}`)).body).toEqual(user)
      expect((await at(`${path}/Device`)).status).toBe(404)
    }
  })

  it('does nothing else with its token', async () => {
    expect((await idp.get('/api/people')).status).toBe(403)
    expect((await idp.get('/api/accounts')).status).toBe(403)
  })
})
