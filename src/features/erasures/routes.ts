import { z } from 'zod'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import { person } from '../people/routes.ts'
import { erase, gatherEverything } from './actions.ts'
import { presentEverything } from './rules.ts'
import { Erasure, EverythingAnswer } from './schema.ts'

const params = z.object({ id: z.string() })

export const erasureRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/people/:id/everything',
    summary: 'Everything that is kept about one person, to be handed to them',
    needs: 'people:erase',
    params,
    output: EverythingAnswer,
    run: async (ctx, { id }) => presentEverything(await gatherEverything(ctx, id)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/people/:id/erase',
    summary:
      'Erase a person for good: values, accounts, history, and what vendors sent; no load brings them back',
    needs: 'people:erase',
    proof: true,
    params,
    input: Erasure,
    output: nothing,
    status: 204,
    act: 'person.erased',
    of: person,
    faults: ['conflict', 'run.active', 'database.locked'],
    run: async (ctx, input) => {
      await erase(ctx, input)
      return undefined
    },
  }),
]
