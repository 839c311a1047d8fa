import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newWorld, type World } from '../../../test/world.ts'
import { dayAt } from '../../lib/zone.ts'

interface Device {
  readonly id: string
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
  readonly owner: { readonly id: string; readonly name: string | null } | null
}
interface Described {
  readonly paths: Readonly<
    Record<
      string,
      { readonly get: { readonly parameters: readonly { name: string; schema: { description?: string } }[] } }
    >
  >
}
interface Items<T> {
  readonly items: readonly T[]
}

const source = '0198c0de-0000-7000-8000-00000000000a'
let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.ctx.db.pool.query(`
    insert into person (username, email, first_name, last_name, department) values
      ('ada', 'ada@example.com', 'Ada', 'Lovelace', 'Research'), ('bob', 'bob@example.com', null, null, 'Sales');
    insert into device (name, serial_number, model, owner, last_seen, archived_at) values
      ('Ada’s laptop', 'C02-1', 'MacBook Air', 'ADA@example.com', '2026-11-01T08:00:00Z', null),
      ('bobs laptop', 'C02-2', 'ThinkPad', 'bob', null, null),
      ('spare', 'C02-3', 'ThinkPad', 'who@example.com', null, null),
      ('old one', 'C02-4', 'ThinkPad', 'bob', null, now());
    insert into software (name, publisher) values ('Firefox', 'Mozilla'), ('Slack', ''), ('Lost', ''), ('Shelved', '');
    insert into installation (device_id, source_id, software_id, version, run_id, gone_at)
    select d.id, '${source}', s.id, v.version, '${source}', v.gone from (values
        ('Ada’s laptop', 'Firefox', '132.0', null), ('bobs laptop', 'Firefox', '131.0', null), ('bobs laptop', 'Slack', '4', null),
        ('bobs laptop', 'Lost', '1', now()), ('old one', 'Firefox', '102.0', null), ('old one', 'Shelved', '1', null)) v (device, title, version, gone)
      join device d on d.name = v.device join software s on s.name = v.title`)
})
afterAll(() => world.close())

const list = async <T = Device>(path: string, caller: Pick<World, 'get'> = world) =>
  (await caller.get<Items<T>>(path)).body.items

describe('devices', () => {
  it('are listed by name with the person whose address or username the owner is, in any case of letters', async () => {
    const found = (await list('/api/devices')).map(({ name, owner }) => [name, owner?.name ?? null])
    expect(found).toEqual([
      ['Ada’s laptop', 'Ada Lovelace'],
      ['bobs laptop', 'bob'],
      ['spare', null],
    ])
  })

  it('are sorted by what their owners are called, with those of nobody at the end, piece by piece', async () => {
    const pool = world.ctx.db.pool
    await pool.query(`
      insert into person (username, email, archived_at, merged_into)
      select v.name, v.name || '@example.org', now(), id from person, (values ('robert'), ('bert')) v (name) where username = 'bob';
      insert into person (username, email, first_name) values ('zoe@example.com', 'zoe@example.com', 'Zoe');
      insert into device (name, owner) values ('of robert', 'robert'), ('of bert', 'Bert@example.org'), ('of zoe', 'ZOE@example.com'), ('of none', null)`)
    const pieces = async (query: string) => {
      const found: (string | null)[] = []
      for (let cursor = ''; ; ) {
        const { body } = await world.get<Items<Device> & { next: string | null }>(
          `/api/devices?limit=2${query}${cursor}`,
        )
        found.push(...body.items.map(({ name, owner }) => `${name}: ${owner?.name ?? ''}`))
        if (body.next === null) return found
        cursor = `&cursor=${body.next}`
      }
    }
    const ofBob = ['bobs laptop: bob', 'of robert: bob', 'of bert: bob']
    const ofNobody = ['spare: ', 'of none: ']
    expect(await pieces('&sort=ownerName')).toEqual([
      'Ada’s laptop: Ada Lovelace',
      ...ofBob,
      'of zoe: Zoe',
      ...ofNobody,
    ])
    expect(await pieces('&sort=-ownerName,id')).toEqual([
      'of zoe: Zoe',
      ...ofBob,
      'Ada’s laptop: Ada Lovelace',
      ...ofNobody,
    ])
    expect(await pieces('&sort=ownerName&filter=ownerName+eq+%22bob%22')).toEqual(ofBob)
    expect(await pieces('&sort=ownerName&filter=goneAt+empty+and+ownerId+empty')).toEqual(ofNobody)
    const sales = world.seeing({ filter: { field: 'department', anyOf: ['Sales'] } })
    expect((await list('/api/devices?sort=ownerName', sales)).map(({ name }) => name)).toEqual([
      'bobs laptop',
      'of robert',
      'of bert',
    ])
    await pool.query(
      `delete from device where name like 'of %'; delete from person where username in ('robert', 'bert', 'zoe@example.com')`,
    )
  })

  it('are searched, filtered by the keys of their fields, and asked for by person', async () => {
    const [ada] = await list<{ id: string }>('/api/people?search=ada')
    const names = async (query: string) => (await list(`/api/devices?${query}`)).map(({ name }) => name)
    expect(await names('search=c02-2')).toEqual(['bobs laptop'])
    expect(await names(`filter=${encodeURIComponent('model equals "thinkpad"')}&sort=-name`)).toEqual([
      'spare',
      'bobs laptop',
    ])
    expect(await names(`personId=${ada?.id}`)).toEqual(['Ada’s laptop'])
    expect(await names('archived=true')).toEqual(['old one'])
  })

  it.each(['people', 'devices'])(
    'are filtered by the example that the page of the API has for %s',
    async (noun) => {
      const { body } = await world.get<Described>('/api/openapi.json')
      const filter = body.paths[`/api/${noun}`]?.get.parameters.find(({ name }) => name === 'filter')
      const example = /such as `(.+)`/.exec(filter?.schema.description ?? '')?.[1] ?? ''
      const { status } = await world.get(`/api/${noun}?filter=${encodeURIComponent(example)}`)
      expect(status).toBe(200)
    },
  )

  it('are counted by what stands in their own fields, and by what their owners are called', async () => {
    const groups = async (by: string) =>
      (await list<{ value: string; count: number }>(`/api/devices/groups?by=${by}`)).map(
        ({ value, count }) => `${value} ${count}`,
      )
    expect(await groups('model')).toEqual(['ThinkPad 2', 'MacBook Air 1'])
    expect(await groups('ownerName')).toEqual(['Ada Lovelace 1', 'bob 1', 'null 1'])
  })

  it('are answered one by one, with a count of their software', async () => {
    const [first] = await list('/api/devices')
    const { body } = await world.get<Device & { software: number }>(`/api/devices/${first?.id}`)
    expect(body).toMatchObject({
      values: { serial_number: 'C02-1', last_seen: '2026-11-01T08:00:00.000Z' },
      software: 1,
    })
    expect((await world.get('/api/devices/dev_0198c0de00007000800000000000000f')).status).toBe(404)
  })

  it('are seen by whoever sees their owner, and without the fields that are hidden', async () => {
    const research = world.seeing({ filter: { field: 'department', anyOf: ['Research'] } })
    expect((await list('/api/devices', research)).map(({ name }) => name)).toEqual(['Ada’s laptop'])
    const some = world.seeing({ hiddenFields: ['device.owner'] })
    const [first] = await list('/api/devices', some)
    expect([first?.owner, Object.hasOwn(first?.values ?? {}, 'owner')]).toEqual([null, false])
    expect(await list('/api/devices?search=ada@', some)).toEqual([])
    const [ada] = await list<{ id: string }>('/api/people?search=ada')
    expect(await list(`/api/devices?personId=${ada?.id}`, some)).toEqual([])
  })

  it('tell whoever sees only some people nothing of whose they were, or are said to be otherwise', async () => {
    const pool = world.ctx.db.pool
    const first = `(select id from device where serial_number = 'C02-1')`
    await pool.query(`
      insert into source (id, kind) values ('${source}', 'integration');
      insert into source_record (source_id, vendor_id, object_id, "row", run_id, number)
      values ('${source}', '1', ${first}, '{"owner": "ADA@example.com", "model": "MacBook Air"}', '${source}', 0),
             ('${source}', '2', ${first}, '{"owner": "bob@example.com"}', '${source}', 1);
      insert into change (object, object_id, kind, field, before, after, actor) values
        ('device', ${first}, 'created', null, null, '{"name": "Laptop", "owner": "bob@example.com"}', 'test'),
        ('device', ${first}, 'updated', 'owner', '"bob@example.com"', '"ADA@example.com"', 'test')`)
    const research = world.seeing({ filter: { field: 'department', anyOf: ['Research'] } })
    const told = async (caller: Pick<World, 'get'>) => {
      const [device] = await list('/api/devices?search=C02-1', caller)
      const paths = ['', '/changes', '/claims/owner'].map((path) => `/api/devices/${device?.id}${path}`)
      return Promise.all(paths.map(async (path) => JSON.stringify((await caller.get(path)).body)))
    }
    expect((await told(world)).map((text) => text.includes('bob@'))).toEqual([true, true, true])
    const [device = '', changes = '', claims = ''] = await told(research)
    expect([device, changes, claims].map((text) => text.includes('bob@'))).toEqual([false, false, false])
    expect(device).toContain('ADA@example.com')
    expect(changes).toContain('Laptop')
    expect(claims).toContain('"isWinner":true')
    const id = await list('/api/devices?search=C02-1', research)
    const refused = await research.patch(`/api/devices/${id[0]?.id}`, { values: { owner: null } })
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      422,
      expect.stringContaining('for a source fills it'),
    ])
    await pool.query('delete from source_record; delete from source; delete from change')
  })

  it.each([
    ['addresses', ['email'], [null, 'bob', 'who@example.com']],
    ['usernames', ['username'], ['ADA@example.com', null, 'who@example.com']],
    ['both', ['email', 'username'], [null, null, 'who@example.com']],
  ] as const)('lead to their owners, but tell no %s of theirs that are hidden', async (_, hidden, told) => {
    const some = world.seeing({ hiddenFields: [...hidden] })
    const said = ({ items }: Items<Device>) => items.map(({ values }) => values.owner)
    const ask = async (query: string) => (await some.get<Items<Device>>(`/api/devices?${query}`)).body
    const all = await ask('')
    expect(said(all)).toEqual(told)
    expect(all.items.map(({ owner }) => owner !== null)).toEqual([true, true, false])
    expect(said(await ask('sort=owner')).filter((owner) => owner !== null)).toEqual(
      told.filter((owner) => owner !== null).toSorted(),
    )
    const found = await Promise.all(
      ['ADA@example.com', 'bob'].flatMap((owner) => [
        ask(`filter=${encodeURIComponent(`owner eq "${owner}"`)}`),
        ask(`asOf=${dayAt(world.ctx.zone, Date.now())}&filter=${encodeURIComponent(`owner eq "${owner}"`)}`),
      ]),
    )
    expect(found.flatMap(said)).not.toContain(null)
    expect(said(await ask('search=example.com'))).toEqual([])
    const { body: groups } = await some.get<Items<{ value: unknown }>>('/api/devices/groups?by=owner')
    const { body: table } = await some.get<string>('/api/devices/export?columns=name,owner')
    for (const text of ['ADA@example.com', 'bob'])
      if (!told.some((one) => one === text)) {
        expect(groups.items.map(({ value }) => value)).not.toContain(text)
        expect(table).not.toContain(`,${text}`)
      }
    for (const [at, { id }] of all.items.entries()) {
      expect((await some.get<Device>(`/api/devices/${id}`)).body.values.owner).toBe(told[at])
      expect((await some.get(`/api/devices/${id}/claims/owner`)).body).toMatchObject({ value: told[at] })
    }
  })

  it('are gone when no integration has them any more', async () => {
    await world.ctx.db.pool.query(`
      insert into source (id, kind) values ('${source}', 'integration');
      insert into source_record (source_id, vendor_id, object_id, "row", number, gone_at)
      select '${source}', vendor_id, id, '{}', 1, gone from device
        join (values ('a', 'C02-1', null), ('b', 'C02-1', now()), ('c', 'C02-2', now())) v (vendor_id, serial, gone) on serial = serial_number`)
    const names = async (filter: string) =>
      (await list(`/api/devices?filter=goneAt+${filter}`)).map(({ name }) => name)
    expect(await names('not+empty')).toEqual(['bobs laptop'])
    expect(await names('empty')).toEqual(['Ada’s laptop', 'spare'])
    await world.ctx.db.pool.query('delete from source_record; delete from source')
  })

  it('are told as of a day: as they were, by whom they were owned then', async () => {
    await world.ctx.db.pool.query(`
      update device set created_at = '2026-01-01' where serial_number in ('C02-1', 'C02-2');
      insert into change (object, object_id, kind, field, before, after, actor, at)
      select 'device', id, 'updated', 'owner', '"ada"', to_jsonb(owner), 'test', '2026-03-05' from device where serial_number = 'C02-2'`)
    const then = await list('/api/devices?asOf=2026-02-01')
    expect(then.map(({ name, owner, values }) => [name, owner?.name, values.last_seen])).toEqual([
      ['Ada’s laptop', 'Ada Lovelace', null],
      ['bobs laptop', 'Ada Lovelace', null],
    ])
    const names = async (query: string) =>
      (await list(`/api/devices?asOf=2026-02-01&${query}`)).map(({ name }) => name)
    expect(await names('filter=model+eq+%22ThinkPad%22&sort=ownerName')).toEqual(['bobs laptop'])
    expect(await names('filter=ownerName+eq+%22Ada+Lovelace%22&sort=-name')).toEqual([
      'bobs laptop',
      'Ada’s laptop',
    ])
    expect(await names('filter=last_seen+not+empty')).toEqual([])
    expect(await names('search=bob')).toEqual(['bobs laptop'])
    const { body } = await world.get<{ count: number }>('/api/devices/count?asOf=2025-12-31')
    expect(body.count).toBe(0)
  })

  it('have fields of their own, made and listed by their object', async () => {
    const { status, body } = await world.post('/api/fields', {
      object: 'device',
      label: 'Rack',
      type: 'text',
    })
    expect([status, body]).toMatchObject([201, { id: 'device.rack', object: 'device', key: 'rack' }])
    const keys = async (object: string) =>
      (await list<{ id: string }>(`/api/fields?object=${object}`)).map(({ id }) => id)
    expect(await keys('device')).toContain('device.rack')
    expect(await keys('person')).not.toContain('rack')
    await world.patch('/api/fields/device.rack', { label: 'Shelf' })
    expect((await world.get<{ label: string }>('/api/fields/device.rack')).body.label).toBe('Shelf')
  })
})

describe('a device by hand', () => {
  const path = async () => `/api/devices/${(await list('/api/devices?search=C02-3'))[0]?.id}`

  it('is edited, with a reason why the value is here, and given back to the sources', async () => {
    const at = await path()
    const edited = await world.patch<Device & { byHand: string[] }>(at, { values: { status: 'in stock' } })
    expect(edited.body).toMatchObject({ values: { status: 'in stock' }, byHand: ['status'] })
    const { body: why } = await world.get<{ claims: object[]; lastChange: object }>(`${at}/claims/status`)
    expect(why).toMatchObject({
      value: 'in stock',
      claims: [{ source: 'hand', isWinner: true }],
      lastChange: { object: 'device', before: null, after: 'in stock', runId: null },
    })
    const [change] = await list<{ field: string }>(`${at}/changes`)
    expect(change).toMatchObject({ object: 'device', field: 'status', after: 'in stock' })
    const back = await world.patch<Device>(at, { giveBack: ['status'] })
    expect(back.body.values.status).toBeNull()
  })

  it('is refused what does not fit, named at its field', async () => {
    const refused = async (values: object) =>
      (await world.patch<{ problems: { field: string; message: string }[] }>(await path(), { values })).body
        .problems
    expect(await refused({ status: 'broken' })).toMatchObject([{ field: 'values.status' }])
    expect(await refused({ serial_number: 'c02-1' })).toEqual([
      { field: 'values.serial_number', message: '"c02-1" already belongs to Ada’s laptop' },
    ])
    expect(await refused({ name: null })).toMatchObject([{ field: 'values.name' }])
  })

  it('is archived and restored', async () => {
    const at = await path()
    expect((await world.post<{ archivedAt: string }>(`${at}/archive`, {})).body.archivedAt).not.toBeNull()
    expect((await world.patch(at, { values: { status: 'lost' } })).status).toBe(409)
    expect((await world.post<{ archivedAt: null }>(`${at}/restore`, {})).body.archivedAt).toBeNull()
    expect((await world.post<{ detail: string }>(`${at}/restore`, {})).body.detail).toBe(
      'This device is not archived',
    )
  })
})

describe('software', () => {
  it('is listed with the devices and versions it is installed in, of devices that are not archived', async () => {
    const found = (await list<{ name: string; versions: number; devices: number }>('/api/software')).map(
      ({ name, versions, devices }) => [name, versions, devices],
    )
    expect(found).toEqual([
      ['Firefox', 2, 2],
      ['Slack', 1, 1],
    ])
  })

  it('tells where a title is, and a device what is and once was on it', async () => {
    const [firefox] = await list<{ id: string }>('/api/software?search=mozilla')
    const places = await list<{ deviceName: string; version: string }>(`/api/software/${firefox?.id}/devices`)
    expect(places.map(({ deviceName, version }) => [deviceName, version])).toEqual([
      ['Ada’s laptop', '132.0'],
      ['bobs laptop', '131.0'],
    ])
    const [bobs] = await list('/api/devices?search=c02-2')
    const on = async (query: string) =>
      (await list<{ name: string }>(`/api/devices/${bobs?.id}/software${query}`)).map(({ name }) => name)
    expect([await on(''), await on('?gone=true')]).toEqual([['Firefox', 'Slack'], ['Lost']])
  })

  it('is sorted, filtered and counted by how many devices have it', async () => {
    const names = async (query: string) =>
      (await list<{ name: string }>(`/api/software?${query}`)).map(({ name }) => name)
    expect([await names('sort=devices'), await names('sort=-devices')]).toEqual([
      ['Slack', 'Firefox'],
      ['Firefox', 'Slack'],
    ])
    const many = `filter=${encodeURIComponent('devices gt 1')}`
    expect(await names(many)).toEqual(['Firefox'])
    const { body } = await world.get<{ count: number }>(`/api/software/count?${many}`)
    expect(body.count).toBe(1)
  })

  it('is told of the devices that are seen, and of no others', async () => {
    const research = world.seeing({ filter: { field: 'department', anyOf: ['Research'] } })
    const found = await list<{ name: string; devices: number }>('/api/software', research)
    expect(found.map(({ name, devices }) => [name, devices])).toEqual([['Firefox', 1]])
  })
})
