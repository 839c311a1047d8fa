import { z } from 'zod'
import { page, pageQuery } from '../../kit/page.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { getPerson, readChanges, readPeople } from './actions.ts'
import { present, presentChange, presentFile } from './rules.ts'
import { ChangeAnswer, PeopleQuery, PersonAnswer, PersonDetailAnswer } from './schema.ts'

const id = z.object({ id: z.string() })

export const peopleRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/people',
    summary: 'People by username',
    needs: 'people:read',
    query: pageQuery.extend(PeopleQuery.shape),
    output: page(PersonAnswer),
    run: async (ctx, input) => {
      const { page, fields } = await readPeople(ctx, input)
      return { items: page.items.map((row) => present(row, fields)), next: page.next }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/people/:id',
    summary: 'One person, with accounts and what each integration last said',
    needs: 'people:read',
    params: id,
    output: PersonDetailAnswer,
    run: async (ctx, input) => presentFile(await getPerson(ctx, input.id)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/people/:id/changes',
    summary: 'The history of a person and of the accounts that are theirs, the newest first',
    needs: 'people:read',
    params: id,
    query: pageQuery,
    output: page(ChangeAnswer),
    run: async (ctx, input) => {
      const { page, fields } = await readChanges(ctx, input)
      return { items: page.items.map((change) => presentChange(change, fields)), next: page.next }
    },
  }),
]
