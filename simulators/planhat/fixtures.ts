import type { JsonObject } from './json.ts'
import type { Limits } from './query.ts'
import { roles, teamIds } from './roles.ts'

/** A list that is the same for every tenant. */
export interface Fixture {
  /** The model a token needs to read. */
  readonly model: string
  readonly limits: Limits
  readonly rows: readonly JsonObject[]
}

const most: Limits = { standard: 100, most: 2000 }
const unlimited: Limits = { standard: 1_000_000, most: 1_000_000 }

const companies = Array.from({ length: 12 }, (_, place) => ({
  _id: `5e0000000000000000000${(0x100 + place).toString(16)}`,
  name: `Company ${place + 1}`,
  externalId: `acc-${place + 1}`,
  owner: null,
  createdAt: '2020-01-01T00:00:00.000Z',
}))

/** Every list but that of users, by path. */
export const fixtures: ReadonlyMap<string, Fixture> = new Map([
  ['/roles', { model: 'Role', limits: most, rows: roles }],
  [
    '/teams',
    { model: 'Team', limits: most, rows: teamIds.map((_id, place) => ({ _id, name: `Team ${place + 1}` })) },
  ],
  ['/companies', { model: 'Company', limits: { standard: 100, most: 5000 }, rows: companies }],
  [
    '/leancompanies',
    {
      model: 'Company',
      limits: unlimited,
      rows: companies.map(({ _id, name, externalId }) => ({ _id, name, externalId })),
    },
  ],
  ['/endusers', { model: 'EndUser', limits: most, rows: companies.map(endUserOf) }],
  [
    '/customfields',
    {
      model: 'CustomField',
      limits: most,
      rows: [customField(1, 'Role', 'list'), customField(2, 'Cost Center', 'text')],
    },
  ],
])

/** Lists of which it is not known whether a Private App may read them. */
export const doubtful: readonly string[] = ['/roles', '/teams']

/** What the one path that needs no token answers. */
export const oauthServer: JsonObject = {
  issuer: 'https://api.planhat.com',
  authorization_endpoint: 'https://api.planhat.com/oauth/authorize',
  token_endpoint: 'https://api.planhat.com/oauth/token',
  code_challenge_methods_supported: ['S256'],
  scopes_supported: ['inclusive'],
}

function endUserOf(company: { _id: string }, place: number): JsonObject {
  const number = place + 1
  return {
    _id: `5f0000000000000000000${(0x100 + place).toString(16)}`,
    companyId: company._id,
    email: `contact.${number}@example.org`,
    firstName: 'Contact',
    lastName: `${number}`,
  }
}

function customField(number: number, name: string, type: string): JsonObject {
  return { _id: `5a000000000000000000000${number}`, parent: 'user', name, type }
}
