import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { signedIn } from '../../../test/accounts.ts'
import type { Browser } from '../../../test/browser.ts'
import { newWorld, type World } from '../../../test/world.ts'
import { migration as whatViewsName } from '../../db/migrations/0105-what-views-name.ts'
import { migration as namesInViews } from '../../db/migrations/0120-names-in-views.ts'
import { bareId } from '../../lib/ids.ts'
import type { NewView, ViewAnswer } from './schema.ts'

type View = z.output<typeof ViewAnswer>
type NewWords = z.input<typeof NewView>['words']
type Refusal = { readonly code: string; readonly problems?: readonly { readonly field: string }[] }

let world: World
let editor: Browser
let viewer: Browser
let other: Browser
beforeAll(async () => {
  world = await newWorld()
  ;[editor, viewer, other] = await Promise.all([
    signedIn(world, { role: 'editor' }),
    signedIn(world, { role: 'viewer' }),
    signedIn(world, { role: 'viewer' }),
  ])
})
afterAll(() => world.close())

const make = (who: Browser, view: Partial<z.input<typeof NewView>> = {}) =>
  who.post<View & Refusal>('/api/views', { list: 'people', name: crypto.randomUUID(), words: {}, ...view })
const share = (who: Browser, id: string, to: object) => who.put<View & Refusal>(`/api/views/${id}/reach`, to)
const shared = async (name: string, to: object = { reach: 'everyone' }, words: NewWords = {}) => {
  const { body } = await make(editor, { name, words })
  const { status } = await share(editor, body.id, to)
  expect(status).toBe(200)
  return body.id
}
const namesFor = async (who: Browser, query = '') =>
  (await who.get<{ items: View[] }>(`/api/views${query}`)).body.items.map(({ name }) => name)

describe('a view', () => {
  it('keeps what a list is asked and how it is shown', async () => {
    const words = {
      filter: 'department eq "Sales"',
      sort: 'last_name,-createdAt',
      columns: 'fullName,email:240',
      density: 'compact',
      group: 'department',
      asOf: '2026-01-31',
    } as const
    const { status, body } = await make(viewer, { name: 'Sales', words })
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ name: 'Sales', reach: 'private', role: null, mayEdit: true, words }),
    ])
    expect(await namesFor(viewer, '?list=people')).toContain('Sales')
    expect(await namesFor(viewer, '?list=saas-users')).not.toContain('Sales')
  })

  it('of one’s own is nobody else’s, nor can anybody else touch it', async () => {
    const { body } = await make(viewer, { name: 'Mine' })
    expect([await namesFor(other), await namesFor(editor)].flat()).not.toContain('Mine')
    const path = `/api/views/${body.id}`
    expect((await editor.patch(path, { name: 'Yours' })).status).toBe(404)
    expect((await other.delete(path)).status).toBe(404)
    expect((await viewer.delete(path)).status).toBe(204)
  })

  it('of a role is seen by all who have it, and of others only by who may share', async () => {
    const id = await shared('For viewers', { reach: 'role', role: 'viewer' })
    const employee = await signedIn(world, { role: 'employee' })
    expect(await namesFor(viewer)).toContain('For viewers')
    expect(await namesFor(employee)).not.toContain('For viewers')
    expect(await namesFor(editor)).toContain('For viewers')
    expect((await editor.get(`/api/views/${id}`)).status).toBe(200)
    expect((await editor.delete(`/api/views/${id}`)).status).toBe(204)
  })

  it('is shared only by who may share', async () => {
    const own = await make(viewer)
    expect((await share(viewer, own.body.id, { reach: 'everyone' })).status).toBe(403)
    const path = `/api/views/${await shared('For all')}`
    expect(await namesFor(viewer)).toContain('For all')
    expect((await viewer.patch(path, { name: 'Ours' })).status).toBe(403)
    expect((await viewer.delete(path)).status).toBe(403)
    expect((await editor.patch<View>(path, { name: 'For everybody' })).body.name).toBe('For everybody')
  })

  it('is the default until another one is', async () => {
    const first = await make(viewer, { name: 'First', isDefault: true })
    const second = await make(viewer, { name: 'Second', isDefault: true })
    const ofAll = await shared('Default of all')
    await editor.patch(`/api/views/${ofAll}`, { isDefault: true })
    const { body } = await viewer.get<{ items: View[] }>('/api/views?list=people')
    const defaults = body.items.filter(({ isDefault }) => isDefault).map(({ name }) => name)
    expect(defaults).toEqual(['Default of all', 'Second'])
    await viewer.patch(`/api/views/${first.body.id}`, { isDefault: true })
    expect((await viewer.get<{ items: View[] }>('/api/views')).body.items).toContainEqual(
      expect.objectContaining({ id: second.body.id, isDefault: false }),
    )
  })

  it('is shared under another name and as the default at once, or stays as it is', async () => {
    await shared('Spoken for')
    const { body } = await make(editor, { name: 'Spoken for' })
    const to = { reach: 'everyone', isDefault: true }
    const refused = await share(editor, body.id, to)
    expect([refused.status, refused.body.problems?.map(({ field }) => field)]).toEqual([422, ['name']])
    expect((await editor.get<View>(`/api/views/${body.id}`)).body).toEqual(body)
    const { body: given } = await share(editor, body.id, { ...to, name: 'Free' })
    expect(given).toMatchObject({ name: 'Free', reach: 'everyone', isDefault: true })
    expect((await share(editor, body.id, { reach: 'private' })).body).toMatchObject({ isDefault: false })
  })

  it('that names a hidden field is not there for whom it is hidden from', async () => {
    await shared('By phone', { reach: 'everyone' }, { sort: 'phone' })
    const some = world.seeing({ hiddenFields: ['phone'] })
    const { body } = await some.get<{ items: View[] }>('/api/views')
    expect(body.items.map(({ name }) => name)).not.toContain('By phone')
    expect(await namesFor(viewer)).toContain('By phone')
    await shared('Grouped by phone', { reach: 'everyone' }, { group: 'phone' })
    const { body: grouped } = await some.get<{ items: View[] }>('/api/views')
    expect(grouped.items.map(({ name }) => name)).not.toContain('Grouped by phone')
    expect(
      (await some.post('/api/views', { list: 'people', name: 'x', words: { columns: 'phone' } })).status,
    ).toBe(422)
  })

  it.each([
    ['devices', { filter: 'owner eq "elena@example.com"' }, { hiddenFields: ['device.owner'] }],
    ['devices', { filter: 'owner eq "elena@example.com"' }, { hiddenFields: ['email'] }],
    ['devices', { filter: 'ownerName eq "Elena"' }, { hiddenFields: ['device.owner'] }],
    ['devices', { sort: 'location' }, { hiddenFields: ['device.location'] }],
    ['people', { filter: 'fullName starts "Elena"' }, { hiddenFields: ['first_name'] }],
    ['people', { search: 'elena@example.com' }, { hiddenFields: ['email'] }],
    ['saas-users', { filter: 'label eq "elena@example.com"' }, { hiddenFields: ['email'] }],
    ['saas-applications', { filter: 'pricePerSeat gt 99' }, ['views:read', 'saas-users:read']],
    ['devices', {}, ['views:read', 'people:read']],
  ] as const)('of %s that asks %j tells nothing to %j', async (list, words, limits) => {
    const name = crypto.randomUUID()
    const { body } = await make(editor, { list, name, words })
    await share(editor, body.id, { reach: 'everyone' })
    const some = 'hiddenFields' in limits ? world.seeing(limits) : world.as(...limits)
    const { body: found } = await some.get<{ items: View[] }>('/api/views')
    expect(found.items.map((view) => view.name)).not.toContain(name)
    expect(await namesFor(viewer)).toContain(name)
  })

  it.each([
    ['devices', { sort: 'location' }, { hiddenFields: ['location', 'role'] }],
    ['people', { filter: 'fullName starts "Elena"' }, { hiddenFields: ['email'] }],
    ['devices', { filter: 'owner eq "elena"' }, { hiddenFields: ['first_name'] }],
    ['saas-users', { filter: 'personName eq "Elena"' }, { hiddenFields: ['email'] }],
    ['saas-users', { sort: 'role' }, { hiddenFields: ['location', 'role'] }],
    ['saas-applications', { sort: 'users' }, ['views:read', 'saas-users:read']],
    ['saas-applications', { sort: 'seats' }, ['views:read', 'saas-users:read', 'saas-applications:write']],
  ] as const)('of %s that asks %j is there for %j', async (list, words, limits) => {
    const name = crypto.randomUUID()
    const { body } = await make(editor, { list, name, words })
    await share(editor, body.id, { reach: 'everyone' })
    const some = 'hiddenFields' in limits ? world.seeing(limits) : world.as(...limits)
    const { body: found } = await some.get<{ items: View[] }>('/api/views')
    expect(found.items.map((view) => view.name)).toContain(name)
  })

  it('is not given to a role that does not see what it names, which is said', async () => {
    await world.post('/api/roles', {
      label: 'Desk',
      rights: ['views:read', 'people:read'],
      hiddenFields: ['phone', 'device.model'],
    })
    const give = async (list: View['list'], words: NewWords) =>
      share(editor, (await make(editor, { list, words })).body.id, { reach: 'role', role: 'desk' })
    const { status, body } = await give('people', { columns: 'fullName,phone' })
    expect([status, JSON.stringify(body.problems)]).toEqual([422, expect.stringContaining('Phone')])
    expect(JSON.stringify((await give('devices', { sort: 'model' })).body)).toContain('Model')
    expect((await give('people', { columns: 'fullName,title' })).status).toBe(200)
  })

  it('says before it is shared which roles will not see it, and why', async () => {
    await world.post('/api/roles', {
      label: 'Front',
      rights: ['views:read', 'people:read'],
      hiddenFields: ['phone'],
    })
    const hidden = async (query: string, who: Browser = editor) =>
      (await who.get<{ items: { label: string; missing: string[] }[] }>(`/api/views/hidden-from?${query}`))
        .body.items
    const of = (items: { label: string }[]) => items.find(({ label }) => label === 'Front')
    expect(of(await hidden('list=people&columns=fullName,phone&sort=title'))).toMatchObject({
      missing: ['Phone'],
    })
    expect(of(await hidden('list=people&columns=fullName'))).toBeUndefined()
    expect(of(await hidden('list=software&sort=name'))).toMatchObject({ missing: ['devices:read'] })
    expect((await viewer.get('/api/views/hidden-from?list=people')).status).toBe(403)
    const { body: view } = await make(editor, { words: { columns: 'fullName,phone' } })
    const { body: kept } = await editor.get<{ items: { label: string }[] }>(
      `/api/views/${view.id}/hidden-from`,
    )
    expect(of(kept.items)).toMatchObject({ missing: ['Phone'] })
  })

  it('that names a field which was retired is still given another name, and made the default', async () => {
    const { body: field } = await world.post<{ key: string }>('/api/fields', {
      label: 'Colour',
      type: 'text',
    })
    const { body } = await make(editor, { name: 'By colour', words: { sort: field.key } })
    await world.patch(`/api/fields/${field.key}`, { retired: true })
    const edit = (view: object) => editor.patch<View>(`/api/views/${body.id}`, view)
    expect(await edit({ name: 'Once by colour', isDefault: true })).toMatchObject({
      status: 200,
      body: { name: 'Once by colour', isDefault: true, words: { sort: field.key } },
    })
    expect((await share(editor, body.id, { reach: 'everyone' })).status).toBe(200)
    expect((await edit({ words: { sort: `-${field.key}` } })).status).toBe(422)
    expect((await edit({ words: {} })).status).toBe(200)
  })

  it.each([
    ['words.filter', { words: { filter: 'shoe_size gt 40' } }],
    ['filter', { words: { filter: 'email eq' } }],
    ['sort', { words: { sort: 'shoe_size' } }],
    ['words.columns', { words: { columns: 'email,shoe_size' } }],
    ['words.group', { words: { group: 'shoe_size' } }],
    ['words.group', { words: { group: 'id' } }],
    ['words.asOf', { words: { asOf: '2026-02-30' } }],
    ['name', { name: 'Taken' }],
  ] as const)('is refused at %s when it is %j', async (field, view) => {
    await make(editor, { name: 'taken' })
    const { status, body } = await make(editor, view)
    expect([status, body.problems?.map((problem) => problem.field)]).toEqual([422, [field]])
  })

  it.each([{ reach: 'role' }, { reach: 'role', role: 'nobody' }, { reach: 'everyone', role: 'viewer' }])(
    'is not given to %j, for there is no such role to have it',
    async (to) => {
      const { body } = await make(editor)
      const { status, body: refusal } = await share(editor, body.id, to)
      expect([status, refusal.problems?.map(({ field }) => field)]).toEqual([422, ['role']])
    },
  )

  it('goes with the account that kept it', async () => {
    const leaver = await signedIn(world, { role: 'viewer' })
    const { body } = await make(leaver)
    await world.ctx.db.pool.query('delete from account where id = $1', [leaver.id])
    const { rows } = await world.ctx.db.pool.query('select from view where public_id($1, id) = $2', [
      'viw',
      body.id,
    ])
    expect(rows).toEqual([])
  })
})

it('of before names what the same view names today', async () => {
  const { pool } = world.ctx.db
  const before = [
    ['devices', { sort: 'location' }, ['location']],
    ['devices', { filter: 'ownerName eq "Elena"', sort: 'ownerId' }, ['ownerName', 'ownerId']],
    ['devices', { filter: 'owner eq "elena"' }, ['owner']],
    ['people', { filter: 'fullName starts "E"' }, ['fullName']],
    ['saas-users', { filter: 'personName eq "Elena"' }, ['personName']],
    ['saas-applications', { filter: 'ownerName eq "Elena"' }, ['ownerName']],
    ['people', { filter: 'fullName starts "E"', columns: 'email' }, ['fullName', 'email']],
    ['people', { columns: 'fullName' }, ['fullName']],
    ['saas-users', { search: 'elena', sort: 'role' }, ['role']],
    ['saas-applications', { filter: 'seats gt 9' }, ['seats']],
    ['software', { sort: 'name' }, ['name']],
  ] as const
  const made = await Promise.all(before.map(([list, words]) => make(editor, { list, words })))
  const ids = made.map(({ body }) => bareId('viw', body.id))
  const names = async () =>
    (
      await pool.query<{ names: string[] }>(
        `select array(select unnest(names) order by 1) as names from view where id = any($1) order by array_position($1, id)`,
        [ids],
      )
    ).rows.map((row) => row.names)
  const today = await names()
  await pool.query('delete from view where id <> all($1)', [ids])
  for (const [at, [, , old]] of before.entries())
    await pool.query('update view set names = $1 where id = $2', [old, ids[at]])
  await pool.query(whatViewsName.sql)
  await pool.query(namesInViews.sql)
  expect(await names()).toEqual(today)
})
