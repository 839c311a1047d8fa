import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { newWorld, type World } from '../../../test/world.ts'
import { publicId } from '../../lib/ids.ts'
import type { ApplicationAnswer } from './schema.ts'

type Application = z.output<typeof ApplicationAnswer>

interface Refused {
  readonly problems: readonly { readonly field: string; readonly message: string }[]
}

const planhat = '0198c0de-0000-7000-8000-0000000000f1'
const quiet = '0198c0de-0000-7000-8000-0000000000f2'

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.ctx.db.pool.query(`
    insert into saas_application (id, vendor) values ('${planhat}', 'planhat'), ('${quiet}', 'quiet');
    insert into saas_user (application_id, vendor_id, active) values
      ('${planhat}', 'v1', true), ('${planhat}', 'v2', true), ('${planhat}', 'v3', false), ('${quiet}', 'q1', false)`)
})
afterAll(() => world.close())

const edit = (body: object, id = planhat) =>
  world.patch<Application>(`/api/saas-applications/${publicId('app', id)}`, body)
beforeEach(async () => {
  const unknown = { pricePerSeat: null, pricePeriod: null, currency: null }
  for (const id of [planhat, quiet]) await edit(unknown, id)
})

describe('what inactive accounts cost', () => {
  const inEur = { pricePerSeat: 12, pricePeriod: 'year', currency: 'EUR' }
  const inUsd = { pricePerSeat: 11, pricePeriod: 'month', currency: 'USD' }
  const ask = async (query: string) => {
    const { status, body } = await world.get<{ items: Application[] } & Refused>(
      `/api/saas-applications${query}`,
    )
    return status === 200
      ? body.items.map(({ vendor }) => vendor)
      : body.problems.map(({ field, message }) => `${field}: ${message}`)
  }
  it('is told a month, of a price a year, too', async () => {
    expect((await edit(inEur)).body).toMatchObject({ pricePerSeat: 12, inactiveCost: 1 })
    await edit({ ...inUsd, currency: 'EUR' }, quiet)
    expect(await ask('?sort=-inactiveCost')).toEqual(['quiet', 'planhat'])
    expect(await ask('?filter=inactiveCost+lt+2')).toEqual(['planhat'])
  })

  it.each([
    ['?sort=-inactiveCost', 'sort: would compare amounts of different currencies (EUR and USD)'],
    ['?filter=inactiveCost+gt+1', 'filter: would compare amounts of different currencies (EUR and USD)'],
    ['/count?filter=inactiveCost+gt+1', 'filter: would compare'],
    ['/export?sort=inactiveCost', 'sort: would compare'],
    ['/export?filter=inactiveCost+gt', 'filter: '],
    ['/groups?by=vendor&filter=inactiveCost+gt+1', 'filter: would compare'],
    ['/groups?by=inactiveCost', 'by: would compare amounts of different currencies (EUR and USD)'],
    ['?sort=pricePerSeat&filter=currency+eq+"EUR"', 'sort: would compare amounts of different periods'],
    ['?sort=inactiveCost&filter=currency+eq+"EUR"+or+users+gt+1', 'sort: would compare'],
  ])('is never compared over currencies: %s', async (query, message) => {
    await edit(inEur)
    await edit(inUsd, quiet)
    expect(await ask(query)).toEqual([expect.stringContaining(message)])
    const { status } = await world.post('/api/saas-application-bulk-edits', {
      act: 'archive',
      applications: { filter: 'inactiveCost gt 1' },
    })
    expect(status).toBe(422)
  })

  it('is compared in one of them, and each by itself', async () => {
    await edit(inEur)
    await edit(inUsd, quiet)
    expect(await ask('?sort=inactiveCost&filter=currency+eq+"USD"+and+inactiveCost+gt+10')).toEqual(['quiet'])
    expect(await ask('?sort=-currency,inactiveCost')).toEqual(['quiet', 'planhat'])
    expect(await ask('?filter=inactiveCost+not+empty')).toEqual(['planhat', 'quiet'])
  })

  it('is added up by currency, over all that the list has', async () => {
    await edit(inEur)
    await edit(inUsd, quiet)
    const costs = async (query = '', caller: Pick<World, 'get'> = world) =>
      (await caller.get<{ items: object[] }>(`/api/saas-applications/costs${query}`)).body.items
    const [eur, usd] = [
      { currency: 'EUR', applications: 1, inactiveCost: 1 },
      { currency: 'USD', applications: 1, inactiveCost: 11 },
    ]
    expect(await costs()).toEqual([eur, usd])
    expect(await costs('?filter=currency+eq+"USD"')).toEqual([usd])
    expect(await costs('?search=plan')).toEqual([eur])
    expect(await costs('', world.as('saas-users:read'))).toEqual([])
  })
})
