import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { ChangeAnswer, presentChange } from '../../kit/record/changes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { asOfDay, changesOf, getPerson, namesOf, sight } from './actions.ts'
import { personTable, presentFile, presentPerson, tellPerson } from './rules.ts'
import { NamesAnswer, NamesQuery, PeopleQuery, PersonAnswer, PersonDetailAnswer } from './schema.ts'
import { type PersonRow, peopleList } from './store.ts'

const id = z.object({ id: z.string() })

/** A person as activity tells of them: by id, and of values only that they changed, for acts are kept for ever. */
export const person: Thing = { noun: 'person', read: async (ctx, id) => tellPerson(await getPerson(ctx, id)) }

export const peopleRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/people',
    summary: 'People by username',
    needs: 'people:read',
    query: PeopleQuery,
    item: PersonAnswer,
    table: { name: 'people', columns: async (ctx) => personTable((await sight(ctx)).fields) },
    list: async (ctx, { asOf, ...wanted }) => {
      const [{ fields, sees }, past] = await Promise.all([sight(ctx), asOfDay(ctx, asOf)])
      const present = (rows: readonly PersonRow[]) => rows.map((row) => presentPerson(row, fields))
      const within = { property: 'values', names: fields.map(({ key }) => key) }
      return asked(ctx.db, peopleList(ctx.db, { ...wanted, fields, sees, past }), present, within)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/people/names',
    summary: 'What people of these ids are called; whoever is not seen is left out',
    needs: 'people:read',
    query: NamesQuery,
    output: NamesAnswer,
    run: async (ctx, { ids }) => ({ items: [...(await namesOf(ctx, ids))] }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/people/:id',
    summary: 'One person, with accounts and what each integration last said',
    needs: 'people:read',
    params: id,
    output: PersonDetailAnswer,
    of: person,
    run: async (ctx, input) => presentFile(await getPerson(ctx, input.id)),
  }),
  ...listRoutes({
    path: '/api/people/:id/changes',
    summary: 'The history of a person and of the accounts that are theirs, the newest first',
    needs: 'people:read',
    params: id,
    item: ChangeAnswer,
    knownBy: 'at',
    list: async (ctx, { id }) => {
      const { changes, fields } = await changesOf(ctx, id)
      return asked(ctx.db, changes, (rows) => rows.map((row) => presentChange(row, fields)))
    },
  }),
]
