import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { person } from '../people/routes.ts'
import { presentFile } from '../people/rules.ts'
import { PersonDetailAnswer } from '../people/schema.ts'
import { archivePerson, editPerson } from './actions.ts'
import { PersonEdit } from './schema.ts'

const params = z.object({ id: z.string() })

export const handEditRoutes: readonly Route[] = [
  defineRoute({
    method: 'patch',
    path: '/api/people/:id',
    summary: 'Edit a person by hand, or give fields back to the sources; what is left out stays',
    needs: 'people:write',
    params,
    input: PersonEdit,
    output: PersonDetailAnswer,
    act: 'person.edited',
    of: person,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, edit) => presentFile(await editPerson(ctx, edit)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/people/:id/archive',
    summary: 'Archive a person: they stay as they are, whatever is loaded',
    needs: 'people:write',
    params,
    output: PersonDetailAnswer,
    act: 'person.archived',
    of: person,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, { id }) => presentFile(await archivePerson(ctx, id, 'archived')),
  }),
  defineRoute({
    method: 'post',
    path: '/api/people/:id/restore',
    summary: 'Restore an archived person, as the sources say by now',
    needs: 'people:write',
    params,
    output: PersonDetailAnswer,
    act: 'person.restored',
    of: person,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, { id }) => presentFile(await archivePerson(ctx, id, 'restored')),
  }),
]
