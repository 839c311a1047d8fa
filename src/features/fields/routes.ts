import { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { createField, editField, readFields } from '../../directory/catalogue.ts'
import { page } from '../../kit/page.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { FieldAnswer, FieldEdit, NewField } from './schema.ts'

export const fieldRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/fields',
    summary: 'The fields of people, core fields first',
    needs: 'fields:read',
    output: page(FieldAnswer),
    // There are at most 300: they come in one piece.
    run: async (ctx) => ({ items: await readFields(ctx.db.pool), next: null }),
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
