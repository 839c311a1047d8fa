import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { type Caller, newWorld, type World } from '../../../test/world.ts'
import type { ChangeAnswer } from '../../kit/record/changes.ts'
import { publicId } from '../../lib/ids.ts'
import type { PersonAnswer, PersonDetailAnswer } from './schema.ts'

type Person = z.output<typeof PersonAnswer>
type Detail = z.output<typeof PersonDetailAnswer>
type Change = z.output<typeof ChangeAnswer>
interface Page<T> {
  readonly items: T[]
  readonly next: string | null
}

const ada = '0198c0de-0000-7000-8000-00000000000a'
const run = '0198c0de-0000-7000-8000-0000000000ff'
const integration = '0198c0de-0000-7000-8000-0000000000aa'
const application = '0198c0de-0000-7000-8000-0000000000bb'
const account = '0198c0de-0000-7000-8000-0000000000cc'

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.post('/api/fields', { label: 'Height', type: 'decimal' })
  await world.post('/api/fields', { label: 'Seen At', type: 'datetime' })
  await world.ctx.db.pool.query(`
    insert into person (id, username, email, first_name, last_name, display_name, start_date, height, seen_at) values
      ('${ada}', 'Ada', 'ada@example.com', 'Ada', 'Lovelace', null, '2025-12-10', 1.65, '2026-01-05T09:00:00Z');
    insert into person (username, email, first_name, last_name, display_name) values
      ('bob', 'bob@example.org', 'Bob', 'O''Hara', 'Bobby'), ('carl_x', '100%@example.com', null, null, null),
      ('Dora', 'dora@example.com', 'Dora', 'Back\\slash', null);
    insert into person (username, email, archived_at) values ('eve', 'eve@example.com', now());
    insert into run (id, integration_id, mode, actor, revision) values ('${run}', '${integration}', 'apply', 'grace', 1);
    insert into saas_application (id, vendor, instance) values ('${application}', 'planhat', 'eu');
    insert into saas_user (id, application_id, vendor_id, person_id, label, role, run_id, created_at) values
      ('${account}', '${application}', 'v1', '${ada}', 'ada@example.com', 'CSM', '${run}', '2026-01-02T00:00:00Z');
    insert into source (id, kind) values ('${integration}', 'integration');
    insert into source_record select record.* from jsonb_populate_record(null::source_record, jsonb_build_object(
      'source_id', '${integration}', 'vendor_id', 'v1', 'object_id', '${ada}', 'standing', 0, 'run_id', '${run}', 'number', 0,
      'row', '{"username": "Ada", "title": null}'::jsonb, 'created_at', now(), 'updated_at', now())) record;
    insert into change (object, object_id, kind, field, before, after, run_id, actor, at) values
      ('person', '${ada}', 'created', null, null, '{"username": "Ada"}', '${run}', 'grace', '2026-01-01T00:00:00Z'),
      ('person', '${ada}', 'updated', 'title', null, '"Countess"', null, 'ada', '2026-01-03T00:00:00.000001Z'),
      ('person', '${ada}', 'updated', 'title', '"Countess"', 'null', null, 'ada', '2026-01-03T00:00:00.000002Z'),
      ('saas_user', '${account}', 'updated', 'person', null, '"${ada}"', '${run}', 'grace', '2026-01-04T00:00:00Z');
  `)
})
afterAll(() => world.close())

async function list(query = ''): Promise<Page<Person>> {
  const { status, body } = await world.get<Page<Person>>(`/api/people${query}`)
  expect(status).toBe(200)
  return body
}
const names = ({ items }: Page<Person>) => items.map(({ values }) => values.username)

it('asks moments for whole days, as they begin in the zone of the workspace', async () => {
  const { pool } = world.ctx.db
  // 30 March 2026 in Berlin, where clocks went on the day before.
  await pool.query(`insert into person (username, email, seen_at) values
    ('day-1', 'day1@example.com', '2026-03-29T21:59:59.999Z'), ('day-2', 'day2@example.com', '2026-03-29T22:00:00Z'),
    ('day-3', 'day3@example.com', '2026-03-30T21:59:59.999Z'), ('day-4', 'day4@example.com', '2026-03-30T22:00:00Z')`)
  const asked = async (rule: string) =>
    names(await list(`?filter=${encodeURIComponent(`username starts "day-" and ${rule}`)}`))
  expect(await asked('seen_at eq "2026-03-30"')).toEqual(['day-2', 'day-3'])
  expect(await asked('seen_at gt "2026-03-30"')).toEqual(['day-4'])
  expect(await asked('seen_at lt "2026-03-30"')).toEqual(['day-1'])
  expect(await asked('seen_at not eq "2026-03-30"')).toEqual(['day-1', 'day-4'])
  expect(await asked('seen_at eq "2026-03-29T22:00:00Z"')).toEqual(['day-2'])
  await pool.query(`delete from person where username like 'day-%'`)
})

it('sorts usernames with accents among those without, and finds each by itself', async () => {
  const { pool } = world.ctx.db
  await pool.query(`insert into person (username, email) values
    ('x-Zoë', 'z1@example.com'), ('x-zora', 'z2@example.com'), ('x-Özil', 'z3@example.com'), ('x-ozan', 'z4@example.com'), ('x-ozil', 'z5@example.com')`)
  const asked = async (rule: string) => names(await list(`?filter=${encodeURIComponent(`username ${rule}`)}`))
  const all = await asked('starts "x-"')
  expect(all.map((name) => String(name).replace('Ö', 'o'))).toEqual([
    'x-ozan',
    'x-ozil',
    'x-ozil',
    'x-Zoë',
    'x-zora',
  ])
  expect(await asked('starts "x-zoe"')).toEqual(['x-Zoë'])
  expect(await asked('eq "X-ÖZIL"')).toEqual(['x-Özil'])
  const byAddress = `?filter=${encodeURIComponent('email starts "Z1@"')}`
  expect(names(await list(byAddress))).toEqual(['x-Zoë'])
  await pool.query(`delete from person where username like 'x-%'`)
})

it('tells what many are called at once, of those whom the asker sees', async () => {
  const items = (await list()).items
  const ids = [...items.map(({ id }) => id), publicId('per', run)].join()
  const called = async (caller: Caller = world) =>
    (await caller.get<{ items: { name: string | null }[] }>(`/api/people/names?ids=${ids}`)).body.items
      .map(({ name }) => name)
      .toSorted()
  expect(await called()).toEqual(['Ada Lovelace', "Bob O'Hara", 'Dora Back\\slash', 'carl_x'])
  const limited = { filter: { field: 'username', anyOf: ['Ada', 'bob'] }, hiddenFields: ['last_name'] }
  expect(await called(world.seeing(limited))).toEqual(['Ada', 'Bob'])
  expect((await world.as('saas-users:read').get(`/api/people/names?ids=${ids}`)).status).toBe(403)
  const many = Array.from({ length: 101 }, () => publicId('per', ada)).join()
  expect((await world.get(`/api/people/names?ids=${many}`)).status).toBe(422)
})

describe('the list of people', () => {
  it('comes by username, whatever the case of its letters, without the archived', async () => {
    expect(names(await list())).toEqual(['Ada', 'bob', 'carl_x', 'Dora'])
  })

  it('shows the archived when they are asked for', async () => {
    const { items } = await list('?archived=true')
    expect(items.map(({ values, archivedAt }) => [values.username, typeof archivedAt])).toEqual([
      ['eve', 'string'],
    ])
  })

  it('comes piece by piece, nobody twice and nobody left out', async () => {
    const first = await list('?limit=3')
    const rest = await list(`?limit=3&cursor=${first.next}`)
    expect([...names(first), ...names(rest)]).toEqual(['Ada', 'bob', 'carl_x', 'Dora'])
    expect(rest.next).toBeNull()
  })

  it('comes by name to whom usernames are hidden from, today and as of a day', async () => {
    const some = world.seeing({ hiddenFields: ['username'] })
    for (const query of ['', '?asOf=2026-01-31', '?search=a']) {
      const { status, body } = await some.get<Page<Person>>(`/api/people${query}`)
      const called = body.items.map(({ fullName }) => fullName)
      expect([status, called]).toEqual([200, called.toSorted()])
    }
    expect((await some.get('/api/people/export')).status).toBe(200)
    expect((await some.get('/api/search?text=dora')).body).toMatchObject({
      items: [{ label: 'Dora Back\\slash' }],
    })
  })

  it('ends where a full piece is the last', async () => {
    expect((await list('?limit=4')).next).toBeNull()
  })

  it('has every value in its type, and nulls where there is none', async () => {
    const { items } = await list('?limit=1')
    expect(items[0]?.values).toMatchObject({
      email: 'ada@example.com',
      display_name: null,
      role: 'Employee',
      start_date: '2025-12-10',
      height: 1.65,
      seen_at: '2026-01-05T09:00:00.000Z',
    })
    expect(Object.keys(items[0]?.values ?? {})).not.toContain('username_key')
  })

  it.each(['garbage', '2026-02-31', '0000-01-01', '9999-12-31'])('is not known as of %s', async (asOf) => {
    const { status, body } = await world.get<{ problems: { field: string }[] }>(`/api/people?asOf=${asOf}`)
    expect([status, body.problems.map(({ field }) => field)]).toEqual([422, ['asOf']])
  })

  it.each([
    ['part of a username', 'arl', ['carl_x']],
    ['the other case', 'DORA', ['Dora']],
    ['two letters, where a word begins', 'lo', ['Ada']],
    ['one letter, where a word begins', 'x', ['carl_x']],
    ['part of an e-mail', '@example.org', ['bob']],
    ['a whole name', 'ada love', ['Ada']],
    ['words in another order, with more space', ' love   ada', ['Ada']],
    ['words of which one is of somebody else', 'ada bobby', []],
    ['a display name', 'bobby', ['bob']],
    ['a quote', "o'h", ['bob']],
    ['a percent sign as itself', '%', ['carl_x']],
    ['an underscore as itself', '_', ['carl_x']],
    ['a backslash as itself', '\\', ['Dora']],
    ['nobody', 'zzz', []],
    ['blanks, which is everybody', '  ', ['Ada', 'bob', 'carl_x', 'Dora']],
  ])('finds by %s', async (_, search, found) => {
    expect(names(await list(`?search=${encodeURIComponent(search)}`))).toEqual(found)
  })
})

const asked = (query: Record<string, string>) => list(`?${new URLSearchParams(query)}`)

describe('the list of people can be asked', () => {
  it.each([
    ['email ends "@example.com" and username not eq ADA', ['carl_x', 'Dora']],
    ['first_name in ("bob", Ada)', ['Ada', 'bob']],
    ['display_name not empty', ['bob']],
    ['role eq "employee" and role contains "MPLOY" and first_name starts "A"', ['Ada']],
    ['role in (Viewer, Editor)', []],
    ['height gt 1.6', ['Ada']],
    ['seen_at lt 2026-01-06 and start_date eq 2025-12-10', ['Ada']],
    ['createdAt after-days 1', []],
    [`id eq ${publicId('per', ada)}`, ['Ada']],
    ['fullName starts "ada l"', ['Ada']],
    ['username eq "bob" or (last_name starts "back" and archivedAt empty)', ['bob', 'Dora']],
  ])('by %s', async (filter, found) => {
    expect(names(await asked({ filter }))).toEqual(found)
    const { body } = await world.get(`/api/people/count?${new URLSearchParams({ filter })}`)
    expect(body).toEqual({ count: found.length, exact: true })
  })

  it('in any order, with what is empty at the end', async () => {
    expect(names(await asked({ sort: '-first_name,username' }))).toEqual(['Dora', 'bob', 'Ada', 'carl_x'])
    expect(names(await asked({ sort: '-fullName' }))).toEqual(['Dora', 'carl_x', 'bob', 'Ada'])
    expect(names(await asked({ sort: 'height,-username' }))).toEqual(['Ada', 'Dora', 'carl_x', 'bob'])
  })

  it('for some fields only', async () => {
    const { items } = await asked({ fields: 'fullName,username,height,createdAt', limit: '1' })
    expect(items).toEqual([
      {
        id: publicId('per', ada),
        fullName: 'Ada Lovelace',
        values: { username: 'Ada', height: 1.65 },
        createdAt: expect.any(String),
      },
    ])
  })

  it.each([
    ['filter', 'shoe_size gt 40'],
    ['filter', 'username eq'],
    ['filter', 'id eq "ada"'],
    ['sort', 'username_key'],
    ['fields', 'username_key'],
  ])('but a %s of %s is refused at its field', async (name, value) => {
    const { status, body } = await world.get<{ problems: { field: string }[] }>(
      `/api/people?${new URLSearchParams({ [name]: value })}`,
    )
    expect([status, body.problems.map(({ field }) => field)]).toEqual([422, [name]])
  })
})

describe('one person', () => {
  it('has the accounts that are theirs and what each integration last said', async () => {
    const { body } = await world.get<Detail>(`/api/people/${publicId('per', ada)}`)
    expect(body.values.username).toBe('Ada')
    expect(body.saasUsers).toEqual([
      {
        id: publicId('usr', account),
        application: { vendor: 'planhat', instance: 'eu' },
        vendorId: 'v1',
        label: 'ada@example.com',
        role: 'CSM',
        active: null,
        goneAt: null,
        unmaintainedAt: null,
        isLinkedByHand: false,
      },
    ])
    expect(body.sources).toMatchObject([
      {
        integrationId: publicId('int', integration),
        integrationName: 'deleted integration',
        vendorId: 'v1',
        row: { username: 'Ada', title: null },
      },
    ])
  })

  it.each([
    ['unknown', `per_${'0'.repeat(32)}`],
    ['of another kind', `cre_${'0'.repeat(32)}`],
    ['none', 'ada'],
  ])('is not found by an id that is %s', async (_, id) => {
    for (const path of [`/api/people/${id}`, `/api/people/${id}/changes`])
      expect((await world.get(path)).status).toBe(404)
  })
})

describe('the history of a person', () => {
  const path = `/api/people/${publicId('per', ada)}/changes`

  it('begins with the newest, accounts included, and ends with how they came', async () => {
    const { body } = await world.get<Page<Change>>(path)
    expect(body.items.map(({ object, kind, field, actor }) => [object, kind, field, actor])).toEqual([
      ['saas_user', 'updated', 'person', 'grace'],
      ['person', 'updated', 'title', 'ada'],
      ['person', 'updated', 'title', 'ada'],
      ['saas_user', 'created', null, 'grace'],
      ['person', 'created', null, 'grace'],
    ])
    expect(body.items.map(({ before, after }) => [before, after]).slice(0, 3)).toEqual([
      [null, publicId('per', ada)],
      ['Countess', null],
      [null, 'Countess'],
    ])
    expect(body.items[0]?.runId).toBe(publicId('run', run))
    expect(body.items[3]?.after).toEqual({ vendor: 'planhat', instance: 'eu', vendorId: 'v1' })
  })

  it('comes piece by piece, in the same order', async () => {
    const whole = (await world.get<Page<Change>>(path)).body.items
    const pieces: Change[] = []
    let cursor = ''
    do {
      const { body } = await world.get<Page<Change>>(`${path}?limit=1${cursor}`)
      pieces.push(...body.items)
      cursor = body.next === null ? '' : `&cursor=${body.next}`
    } while (cursor)
    expect(pieces).toEqual(whole)
  })
})

describe('whoever sees only some people', () => {
  const ids = async (caller: Caller, query = '') =>
    names((await caller.get<Page<Person>>(`/api/people${query}`)).body)
  const path = `/api/people/${publicId('per', ada)}`

  it('lists, counts, finds and reads only those', async () => {
    const some = world.seeing({ filter: { field: 'first_name', anyOf: ['Bob', 'Dora'] } })
    expect(await ids(some)).toEqual(['bob', 'Dora'])
    expect(await ids(some, '?filter=username+not+empty+or+email+empty')).toEqual(['bob', 'Dora'])
    expect((await some.get('/api/people/count')).body).toEqual({ count: 2, exact: true })
    expect((await some.get<Page<unknown>>('/api/saas-users')).body.items).toEqual([])
    expect([(await some.get(path)).status, (await some.get(`${path}/changes`)).status]).toEqual([404, 404])
  })

  it('sees himself and his accounts where he sees only himself', async () => {
    const herself = world.seeing({ filter: { own: true }, personId: ada })
    expect(await ids(herself)).toEqual(['Ada'])
    expect((await herself.get<Page<unknown>>('/api/saas-users')).body.items).toHaveLength(1)
    expect((await herself.get(path)).status).toBe(200)
    expect(await ids(world.seeing({ filter: { own: true } }))).toEqual([])
  })

  it('sees nobody where the field of the filter is no more', async () => {
    const { status } = await world.seeing({ filter: { field: 'gone', anyOf: ['x'] } }).get('/api/people')
    expect(status).toBe(422)
  })
})

describe('a field that is hidden', () => {
  const hidden = ['email', 'title', 'first_name', 'last_name']
  const path = `/api/people/${publicId('per', ada)}`

  it('is in no answer', async () => {
    const some = world.seeing({ hiddenFields: hidden })
    const answers = [
      (await some.get('/api/people')).body,
      (await some.get(path)).body,
      (await some.get(`${path}/changes`)).body,
      (await some.get('/api/saas-users')).body,
      (await some.get('/api/fields')).body,
    ].map((body) => JSON.stringify(body))
    for (const text of answers) expect(text).not.toMatch(/Lovelace|Countess|first_name/)
    expect((await some.get('/api/fields/first_name')).status).toBe(404)
    // Also as what a vendor calls the account.
    for (const text of answers) expect(text).not.toContain('ada@example.com')
  })

  it.each(['filter=email+starts+a', 'sort=email', 'fields=email'])(
    'cannot be asked for by %s, as if it were not there',
    async (query) => {
      const { status, body } = await world.seeing({ hiddenFields: hidden }).get(`/api/people?${query}`)
      expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('There is no field')])
    },
  )

  it('is not asked for by what a vendor calls an account', async () => {
    const filter = encodeURIComponent('label starts ada')
    const { body } = await world
      .seeing({ hiddenFields: hidden })
      .get<Page<unknown>>(`/api/saas-users?filter=${filter}`)
    expect(body.items).toEqual([])
    expect((await world.get<Page<unknown>>(`/api/saas-users?filter=${filter}`)).body.items).toHaveLength(1)
  })

  it('is not searched', async () => {
    const some = world.seeing({ hiddenFields: hidden })
    expect((await some.get<Page<Person>>('/api/people?search=lovelace')).body.items).toEqual([])
    expect((await some.get<Page<Person>>('/api/people?search=ada')).body.items).toHaveLength(1)
  })
})
