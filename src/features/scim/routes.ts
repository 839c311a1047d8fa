import SCIMMY from 'scimmy'
import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { AppError } from '../../lib/errors.ts'
import { mostResults } from './rules.ts'

const root = '/api/scim/v2'
const params = z.object({ id: z.string().max(200) })
const Described = z.looseObject({ schemas: z.array(z.string()) })
const List = z.object({
  schemas: z.array(z.string()),
  totalResults: z.number().int(),
  Resources: z.array(Described),
})

const listed = (Resources: z.input<typeof Described>[]): z.input<typeof List> => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: Resources.length,
  Resources,
})

const unsupported = { supported: false }

/** What our SCIM can do, as providers ask before they begin. */
const abilities = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { ...unsupported, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: mostResults },
  changePassword: unsupported,
  sort: unsupported,
  etag: unsupported,
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'API token',
      description: 'A token with the right scim:write, as a bearer',
    },
  ],
}

const kinds = [
  { name: 'User', endpoint: '/Users', schema: SCIMMY.Schemas.User.definition },
  { name: 'Group', endpoint: '/Groups', schema: SCIMMY.Schemas.Group.definition },
] as const
type Kind = (typeof kinds)[number]

const describedKind = ({ name, endpoint, schema }: Kind) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: name,
  name,
  endpoint,
  schema: schema.id,
})

/** The one kind of this id, in whatever case. Throws `not.found`. */
function kindOf(id: string, idOf: (kind: Kind) => string): Kind {
  const kind = kinds.find((one) => idOf(one).toLowerCase() === id.toLowerCase())
  if (kind) return kind
  throw new AppError('not.found', `There is no ${id}; there are ${kinds.map(idOf).join(' and ')}`)
}

/** What providers read of SCIM before they keep anything here. */
export const scimRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: `${root}/ServiceProviderConfig`,
    summary: 'SCIM: what can be done',
    needs: 'scim:write',
    output: Described,
    run: async () => abilities,
  }),
  defineRoute({
    method: 'get',
    path: `${root}/ResourceTypes`,
    summary: 'SCIM: what is kept',
    needs: 'scim:write',
    output: List,
    run: async () => listed(kinds.map(describedKind)),
  }),
  defineRoute({
    method: 'get',
    path: `${root}/ResourceTypes/:id`,
    summary: 'SCIM: one of the kinds of what is kept, by its name',
    needs: 'scim:write',
    params,
    output: Described,
    run: async (_, { id }) => describedKind(kindOf(id, ({ name }) => name)),
  }),
  defineRoute({
    method: 'get',
    path: `${root}/Schemas`,
    summary: 'SCIM: the shapes of what is kept',
    needs: 'scim:write',
    output: List,
    run: async ({ origin }) =>
      listed(kinds.map(({ schema }) => ({ ...schema.describe(`${origin()}${root}`) }))),
  }),
  defineRoute({
    method: 'get',
    path: `${root}/Schemas/:id`,
    summary: 'SCIM: one of the shapes, by its URN',
    needs: 'scim:write',
    params,
    output: Described,
    run: async ({ origin }, { id }) => ({
      ...kindOf(id, ({ schema }) => schema.id).schema.describe(`${origin()}${root}`),
    }),
  }),
]
