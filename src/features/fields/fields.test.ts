import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { newWorld, type World } from '../../../test/world.ts'
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
      key: 'username',
      label: 'Username',
      type: 'text',
      unique: true,
      mandatory: true,
      options: [],
      core: true,
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
    ["Muster's own", 'email', { mandatory: false }, 422],
    ['a label that another has', 'shirt', { label: 'EMAIL' }, 422],
    ['its type', 'shirt', { type: 'text' }, 422],
  ])('cannot be edited where that would be %s', async (_, key, edit, status) => {
    const before = await readFields()
    expect((await world.patch(`/api/fields/${key}`, edit)).status).toBe(status)
    expect(await readFields()).toEqual(before)
  })
})
