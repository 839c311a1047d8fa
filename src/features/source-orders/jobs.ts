import { readFields } from '../../directory/catalogue.ts'
import { fieldId, fieldOf } from '../../directory/field.ts'
import { orderSource } from '../../directory/source-order.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { limitsOf } from '../../sync/brakes/limits.ts'
import type { Planning } from '../../sync/recipe.ts'
import type { RunRow } from '../runs/store.ts'

/** How a run is planned that has sources speak in another order. */
export async function planningOfOrders({ db }: Ctx, { orders, actor }: RunRow): Promise<Planning> {
  const changed = orders ?? {}
  const { object } = fieldOf(Object.keys(changed)[0] ?? '')
  const fields = await readFields(db.pool, object)
  return {
    limits: limitsOf({}),
    planOnly: null,
    seenFingerprint: null,
    fingerprint: null,
    scope: {
      sourceId: orderSource,
      object,
      preference: 'update',
      application: null,
      absent: 'leave',
      software: false,
      syncKeys: [],
      written: fields.filter((field) => Object.hasOwn(changed, fieldId(field))),
      mandatory: fields.filter(({ mandatory, retired }) => mandatory && !retired),
      attended: true,
      actor,
      orders: changed,
    },
  }
}
