import { z } from 'zod'

const any = z.unknown().optional()

/** What SCIM says of a user, and of which Muster keeps name, address, state and the provider's own id. */
export const ScimUser = z.object({
  schemas: z.array(z.string()).max(10).optional(),
  userName: z.string().trim().min(1).max(254).describe('Its e-mail address, unless `emails` has one'),
  externalId: z.string().max(200).optional(),
  displayName: z.string().max(200).nullish(),
  active: z.union([z.boolean(), z.enum(['True', 'False', 'true', 'false'])]).optional(),
  name: z.record(z.string(), z.unknown()).optional(),
  emails: z.array(z.record(z.string(), z.unknown())).max(20).optional(),
  ...Object.fromEntries(
    [
      'id',
      'meta',
      'nickName',
      'profileUrl',
      'title',
      'userType',
      'preferredLanguage',
      'locale',
      'timezone',
      'password',
      'phoneNumbers',
      'ims',
      'photos',
      'addresses',
      'groups',
      'entitlements',
      'roles',
      'x509Certificates',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    ].map((key) => [key, any]),
  ),
})

const Operation = z.looseObject({ op: z.string().max(20), path: z.string().max(500).optional(), value: any })

export const ScimPatch = z.object({
  schemas: z.array(z.string()).max(10).optional(),
  Operations: z.array(Operation).min(1).max(1000),
})

const number = z.coerce.number().int()

export const ScimQuery = z.object({
  filter: z.string().max(1000).optional().describe('As in userName eq "ada@example.com"'),
  startIndex: number.default(1),
  count: number.min(0).default(100).describe('At most 500 come'),
  attributes: z.string().max(1000).optional(),
  excludedAttributes: z.string().max(1000).optional(),
  sortBy: z.string().max(200).optional(),
  sortOrder: z.enum(['ascending', 'descending']).optional(),
})

export const ScimResource = z.looseObject({ schemas: z.array(z.string()), id: z.string() })

export const ScimList = z.object({
  schemas: z.array(z.string()),
  totalResults: z.number().int(),
  startIndex: z.number().int(),
  itemsPerPage: z.number().int(),
  Resources: z.array(ScimResource),
})
