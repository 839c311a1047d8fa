import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { newWorld, type World } from '../../../test/world.ts'
import type { Columns } from '../../kit/list/column.ts'
import { deviceColumns } from '../devices/store.ts'
import { personColumns } from '../people/store.ts'
import type { FieldAnswer } from './schema.ts'

type Field = z.output<typeof FieldAnswer>
interface Refusal {
  readonly problems: readonly { readonly field: string; readonly message: string }[]
}

let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

const readFields = async () => (await world.get<{ items: Field[] }>('/api/fields')).body.items

describe('the fields of people', () => {
  it('are the core fields at first, username before all others', async () => {
    const [first, ...others] = await readFields()
    expect(first).toEqual({
      id: 'username',
      object: 'person',
      key: 'username',
      label: 'Username',
      type: 'text',
      unique: true,
      mandatory: true,
      options: [],
      core: true,
      usualLabel: 'Username',
      retired: false,
    })
    expect(others.every(({ core }) => core)).toBe(true)
  })

  it('take one more, whose key is made from its label', async () => {
    const { status, body } = await world.post<Field>('/api/fields', {
      label: ' Planhat User ID ',
      type: 'text',
      unique: true,
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      key: 'planhat_user_id',
      label: 'Planhat User ID',
      unique: true,
      core: false,
      usualLabel: null,
    })
    expect((await readFields()).at(-1)).toEqual(body)
  })

  it('keep the options of a choice', async () => {
    const options = ['S', 'M', 'L']
    const { body } = await world.post<Field>('/api/fields', { label: 'Shirt', type: 'choice', options })
    expect(body.options).toEqual(options)
  })

  it.each([
    ['a label that is there, in other letters', { label: 'EMAIL', type: 'email' }, ['label']],
    ['a choice without options', { label: 'Size', type: 'choice' }, ['options']],
    ['a type there is not', { label: 'Size', type: 'money' }, ['type']],
    ['a reserved name', { label: 'Select', type: 'text' }, ['label']],
    ['nothing at all', {}, ['label', 'type']],
  ])('refuse %s, named at its field', async (_, input, fields) => {
    const before = await readFields()
    const { status, body } = await world.post<Refusal>('/api/fields', input)
    expect([status, body.problems.map(({ field }) => field)]).toEqual([422, fields])
    expect(await readFields()).toEqual(before)
  })

  it('can be renamed and made optional again, under the same key', async () => {
    await world.post('/api/fields', { label: 'Badge', type: 'text', mandatory: true })
    const optional = await world.patch<Field>('/api/fields/badge', { mandatory: false })
    expect(optional.body).toMatchObject({ key: 'badge', label: 'Badge', mandatory: false })
    const renamed = await world.patch<Field>('/api/fields/badge', { label: ' Door Badge ' })
    expect(renamed.body).toMatchObject({ key: 'badge', label: 'Door Badge', mandatory: false })
    expect((await readFields()).find(({ key }) => key === 'badge')).toEqual(renamed.body)
  })

  it.each([
    ['a field that is not there', 'nothing', { mandatory: false }, 404],
    ["a rule of Muster's own", 'email', { mandatory: false }, 422],
    ['a label that another has', 'shirt', { label: 'EMAIL' }, 422],
    ['its type', 'shirt', { type: 'text' }, 422],
  ])('cannot be edited where that would be %s', async (_, key, edit, status) => {
    const before = await readFields()
    expect((await world.patch(`/api/fields/${key}`, edit)).status).toBe(status)
    expect(await readFields()).toEqual(before)
  })

  it('that are Muster’s are called otherwise wherever they are shown, and are put back', async () => {
    const before = await readFields()
    const { body } = await world.patch<Field>('/api/fields/title', { label: 'Job title' })
    expect(body).toMatchObject({ key: 'title', label: 'Job title', usualLabel: 'Title', core: true })
    const after = await readFields()
    expect(after).toEqual(before.map((field) => (field.key === 'title' ? body : field)))
    const file = await world.get<string>('/api/people/export?columns=fullName,title,department')
    expect(file.body).toContain('Name,Job title,Department')
    const taken = await world.patch<Refusal>('/api/fields/department', { label: 'job TITLE' })
    expect(taken.body.problems).toEqual([
      { field: 'label', message: 'there is already a field "job TITLE"; choose another label' },
    ])
    const rules = await world.patch<Refusal>('/api/fields/title', { label: 'Post', retired: true })
    expect(rules.body.problems).toEqual([
      {
        field: 'retired',
        message: '"Job title" is Muster\'s own field: only what it is called can be changed',
      },
    ])
    await world.patch('/api/fields/title', { label: body.usualLabel })
    expect(await readFields()).toEqual(before)
  })

  it('of devices are called otherwise, too', async () => {
    const { body } = await world.patch<Field>('/api/fields/device.asset_tag', { label: 'Inventory number' })
    expect(body).toMatchObject({ id: 'device.asset_tag', label: 'Inventory number', usualLabel: 'Asset tag' })
    const file = await world.get<string>('/api/devices/export?columns=name,asset_tag')
    expect(file.body).toContain('Name,Inventory number')
  })

  it('becomes unique only where nobody shares a value; who does is listed', async () => {
    await world.post('/api/fields', { label: 'Desk', type: 'text' })
    await world.ctx.db.pool.query(`insert into person (username, email, desk) values
      ('ada', 'ada@example.com', 'D1'), ('bob', 'bob@example.com', 'D1'), ('eve', 'eve@example.com', null)`)
    const { status, body } = await world.patch<Refusal>('/api/fields/desk', { unique: true })
    expect([status, body.problems]).toEqual([
      422,
      [{ field: 'unique', message: '"D1" is that of 2 people: ada, bob' }],
    ])
    await world.ctx.db.pool.query(`update person set desk = 'D2' where username = 'bob'`)
    expect((await world.patch<Field>('/api/fields/desk', { unique: true })).body.unique).toBe(true)
    const again = world.ctx.db.pool.query(`update person set desk = 'D1'`)
    await expect(again).rejects.toMatchObject({ code: '23505' })
  })

  it('is not made unique where the column that this takes is another field', async () => {
    await world.post('/api/fields', { label: 'Pager', type: 'email' })
    await world.post('/api/fields', { label: 'Pager key', type: 'text' })
    const { status, body } = await world.patch<Refusal>('/api/fields/pager', { unique: true })
    expect([status, body.problems]).toEqual([
      422,
      [
        {
          field: 'unique',
          message: 'the field "Pager key" (pager_key) is in the way; make "Pager" anew under another label',
        },
      ],
    ])
  })

  it.each(['Called', 'Owner name', 'Owner ID', 'Gone at', 'List key'])(
    'is not called "%s", as lists call what they make of others',
    async (label) => {
      const { status, body } = await world.post<Refusal>('/api/fields', {
        object: 'device',
        label,
        type: 'text',
      })
      expect([status, body.problems]).toEqual([
        422,
        [{ field: 'label', message: expect.stringContaining('is a reserved name; add a word to the label') }],
      ])
    },
  )

  const listed = (columns: Columns): string[] => Object.values(columns).map(({ label }) => label)

  it.each([
    ...listed(personColumns([])).map((label) => ['person', label]),
    ...listed(deviceColumns({ fields: [], peopleFields: [] })).map((label) => ['device', label]),
  ])(
    'of a %s is not called "%s", as lists call a column of their own, nor renamed so',
    async (object, label) => {
      const isFieldToo = object === 'device' && label === 'Name'
      const { status, body } = await world.post<Refusal>('/api/fields', { object, label, type: 'text' })
      expect([status, body.problems[0]?.field]).toEqual([422, 'label'])
      const id = object === 'device' ? 'device.model' : 'title'
      const renamed = await world.patch<Refusal>(`/api/fields/${id}`, { label })
      expect([renamed.status, renamed.body.problems[0]?.message]).toEqual([
        422,
        expect.stringContaining(isFieldToo ? 'already a field' : 'add a word to the label'),
      ])
    },
  )

  it('is retired and taken back, unless an integration writes it; its values are kept', async () => {
    await world.post('/api/fields', { label: 'Room', type: 'text' })
    const mapping = {
      entries: [{ target: 'room', source: { kind: 'field', field: 'lastName' } }],
      syncKeys: [],
    }
    const { body } = await world.post<{ id: string }>('/api/integrations', {
      connector: 'planhat',
      load: 'users',
      name: 'Planhat',
      mapping,
    })
    const refused = await world.patch<Refusal>('/api/fields/room', { retired: true })
    expect(refused.body.problems).toEqual([
      { field: 'retired', message: 'Planhat writes it; take it out of the mapping first' },
    ])
    await world.patch(`/api/integrations/${body.id}`, { mapping: { entries: [], syncKeys: [] } })
    const { pool } = world.ctx.db
    await pool.query('update integration set proposal = $1', [{ edit: { mapping } }])
    expect((await world.patch<Refusal>('/api/fields/room', { retired: true })).status).toBe(422)
    await pool.query('update integration set proposal = null')
    expect((await world.patch<Field>('/api/fields/room', { retired: true })).body.retired).toBe(true)
    const { body: people } = await world.get<{ items: { values: object }[] }>('/api/people')
    expect(people.items[0]?.values).not.toHaveProperty('room')
    expect((await world.patch<Field>('/api/fields/room', { retired: false })).body.retired).toBe(false)
  })

  it('of a choice has other options, but keeps those that somebody has', async () => {
    await world.post('/api/fields', { label: 'Colour', type: 'choice', options: ['red', 'blue'] })
    await world.ctx.db.pool.query(`update person set colour = 'red' where username = 'ada'`)
    const refused = await world.patch<Refusal>('/api/fields/colour', { options: ['green'] })
    expect(refused.body.problems).toMatchObject([{ field: 'options' }])
    const { body } = await world.patch<Field>('/api/fields/colour', { options: ['green', 'red'] })
    expect(body.options).toEqual(['green', 'red'])
  })

  it('nor loses an option that a source says though another speaks first', async () => {
    await world.post('/api/fields', { label: 'Tint', type: 'choice', options: ['red', 'blue'] })
    await world.ctx.db.pool.query(`
      with said as (insert into source (id, kind) values (new_id(), 'integration') returning id)
      insert into source_record (source_id, vendor_id, object_id, "row", run_id, number)
        select said.id, 'v1', p.id, '{"tint": "blue"}', new_id(), 1 from said, person p where username = 'ada';
      update person set tint = 'red' where username = 'ada'`)
    const { body } = await world.patch<Refusal>('/api/fields/tint', { options: ['red'] })
    expect(body.problems).toEqual([
      { field: 'options', message: '"blue" cannot go: a source says it of one person' },
    ])
  })

  it('stand in the order that somebody puts them in; the others keep their places', async () => {
    const keys = async () => (await readFields()).map(({ key }) => key)
    const before = await keys()
    const { status, body } = await world.put<{ items: Field[] }>('/api/fields/order', {
      keys: ['department', 'title'],
    })
    const after = before.map((key) => ({ title: 'department', department: 'title' })[key] ?? key)
    expect([status, body.items.map(({ key }) => key)]).toEqual([200, after])
    expect(await keys()).toEqual(after)
    const { body: people } = await world.get<{ items: { values: object }[] }>('/api/people')
    const shown = Object.keys(people.items[0]?.values ?? {})
    expect(shown.indexOf('department')).toBeLessThan(shown.indexOf('title'))
    const refused = await world.put<Refusal>('/api/fields/order', { keys: ['title', 'title'] })
    expect([refused.status, refused.body.problems[0]?.field]).toEqual([422, 'keys[1]'])
  })
})
