import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { newWorld, type World } from '../../../test/world.ts'
import type { ConnectorAnswer } from './schema.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

describe('the shelf of connectors', () => {
  it('says what a credential consists of and what can be loaded', async () => {
    const { status, body } = await world.get<{ items: z.output<typeof ConnectorAnswer>[] }>('/api/connectors')
    expect(status).toBe(200)
    const planhat = body.items.find(({ id }) => id === 'planhat')
    expect(planhat?.settings.map(({ key, kind }) => [key, kind])).toEqual([
      ['apiToken', 'secret'],
      ['baseUrl', 'origin'],
    ])
    expect(planhat?.loads[0]).toMatchObject({ key: 'users', label: 'Planhat User Load', of: 'users' })
    expect(planhat?.loads[0]?.fields).toContainEqual({ key: 'isAdmin', label: 'Is Admin?', type: 'boolean' })
  })

  it('says what of a list can be left out as a whole', async () => {
    const { body } = await world.get<{ items: z.output<typeof ConnectorAnswer>[] }>('/api/connectors')
    const include = body.items.find(({ id }) => id === 'planhat')?.loads[0]?.include
    expect(include).toContainEqual({ field: 'isInactive', text: 'Include inactive users' })
  })

  it('keeps how it speaks to the vendor to itself', async () => {
    const { body } = await world.get('/api/connectors')
    const text = JSON.stringify(body)
    expect(text).not.toContain('{{apiToken}}')
    expect(text).not.toContain('api-*.planhat.com')
  })
})
