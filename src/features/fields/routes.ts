import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { createField, getField, readFields } from '../../directory/catalogue.ts'
import { type Field, fieldId, objectKinds } from '../../directory/field.ts'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { page } from '../../kit/page.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { AppError } from '../../lib/errors.ts'
import { arrangeFields, changeField } from './actions.ts'
import { FieldAnswer, FieldEdit, FieldOrder, NewField } from './schema.ts'
import { fieldList } from './store.ts'

/** A field as activity tells of it. */
export const field: Thing = {
  noun: 'field',
  read: async (ctx, key) => {
    const { label, type, unique, mandatory, options, retired } = await getField(ctx.db.pool, key)
    return { name: label, values: { label, type, unique, mandatory, options, retired } }
  },
}

const answer = (field: Field): z.input<typeof FieldAnswer> => ({ id: fieldId(field), ...field })

export const fieldRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/fields',
    summary: 'The fields of people, or of another object, in the order in which they are shown',
    needs: 'fields:read',
    item: FieldAnswer,
    knownBy: 'key',
    query: z.object({ object: z.enum(objectKinds).default('person') }),
    // There are at most 300: they come in one piece.
    size: { usual: 300, most: 300 },
    list: async ({ db, actor }, { object }) => {
      const fields = new Map((await readFields(db.pool, object)).map((field) => [field.key, field]))
      return asked(db, fieldList(db, object, actor.hiddenFields), (rows) =>
        rows.flatMap(({ key }) => fields.get(key) ?? []).map(answer),
      )
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/fields',
    summary: 'Make a field; its key is made from its label',
    needs: 'fields:write',
    input: NewField,
    output: FieldAnswer,
    status: 201,
    act: 'field.made',
    makes: field,
    run: async (ctx, input) =>
      answer(await inTransaction(ctx.db.pool, (client) => createField(client, input))),
  }),
  defineRoute({
    method: 'put',
    path: '/api/fields/order',
    summary: 'Put fields in another order, on the pages of people and where columns are chosen',
    needs: 'fields:write',
    input: FieldOrder,
    output: page(FieldAnswer),
    act: 'field.ordered',
    run: async (ctx, { keys }) => ({ items: (await arrangeFields(ctx, keys)).map(answer), next: null }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/fields/:id',
    summary: 'One field, by its id: the key, behind `device.` of devices',
    needs: 'fields:read',
    params: z.object({ id: z.string() }),
    output: FieldAnswer,
    of: field,
    run: async ({ db, actor }, { id }) => {
      if (actor.hiddenFields.includes(id)) throw new AppError('not.found', `There is no field "${id}"`)
      return answer(await getField(db.pool, id))
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/fields/:id',
    summary:
      "Edit a field, known by its id, which stays; what is left out stays too. Muster's own can be called otherwise",
    needs: 'fields:write',
    params: z.object({ id: z.string() }),
    input: FieldEdit,
    output: FieldAnswer,
    act: 'field.edited',
    of: field,
    run: async (ctx, input) => answer(await changeField(ctx, input)),
  }),
]
