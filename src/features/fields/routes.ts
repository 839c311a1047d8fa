import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { createField, editField, readFields } from '../../directory/catalogue.ts'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { FieldAnswer, FieldEdit, NewField } from './schema.ts'
import { fieldList } from './store.ts'

export const fieldRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/fields',
    summary: 'The fields of people, core fields first',
    needs: 'fields:read',
    item: FieldAnswer,
    knownBy: 'key',
    // There are at most 300: they come in one piece.
    size: { usual: 300, most: 300 },
    list: async ({ db, actor }) => {
      const fields = new Map((await readFields(db.pool)).map((field) => [field.key, field]))
      return asked(db, fieldList(db, actor.hiddenFields), (rows) =>
        rows.flatMap(({ key }) => fields.get(key) ?? []),
      )
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/fields',
    summary: 'Make a field of people; its key is made from its label',
    needs: 'fields:write',
    input: NewField,
    output: FieldAnswer,
    status: 201,
    run: (ctx, input) => inTransaction(ctx.db.pool, (client) => createField(client, input)),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/fields/:id',
    summary: "Edit a customer's field, known by its key, which stays; what is left out stays too",
    needs: 'fields:write',
    params: z.object({ id: z.string() }),
    input: FieldEdit,
    output: FieldAnswer,
    run: (ctx, { id, ...edit }) => inTransaction(ctx.db.pool, (client) => editField(client, id, edit)),
  }),
]
