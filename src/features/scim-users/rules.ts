import SCIMMY from 'scimmy'
import { invalid } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { isObject, type JsonObject } from '../../lib/value.ts'
import type { AccountRow } from '../accounts/store.ts'

/** An account as it is kept for a provider. */
export type ScimAccount = AccountRow & { readonly external_id: string | null }

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** What an account keeps of a SCIM user. */
export interface Kept {
  readonly email: string
  readonly name: string
  readonly isActive: boolean
  readonly externalId: string | null
}

/** Reads a SCIM user. Throws `input.invalid` when it has no e-mail address. */
export function keptOf(user: Readonly<Record<string, unknown>>): Kept {
  const email = emailOf(user)
  if (email === undefined)
    throw invalid([{ field: 'userName', message: 'must be an e-mail address, or `emails` have one' }])
  const { externalId, active } = user
  return {
    email,
    name: nameOf(user) ?? email,
    isActive: active === undefined || active === true || String(active).toLowerCase() === 'true',
    externalId: typeof externalId === 'string' ? externalId : null,
  }
}

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

function emailOf({ userName, emails }: Readonly<Record<string, unknown>>): string | undefined {
  const list = Array.isArray(emails) ? emails.filter(isObject) : []
  const first = list.find(({ primary }) => primary === true || primary === 'True') ?? list[0]
  return [userName, first?.value].find(
    (each): each is string => typeof each === 'string' && address.test(each),
  )
}

function nameOf({ displayName, name }: Readonly<Record<string, unknown>>): string | undefined {
  const { formatted, givenName, familyName } = isObject(name) ? name : {}
  const parts = [givenName, familyName].filter((part) => typeof part === 'string' && part !== '').join(' ')
  const found = [displayName, formatted, parts].find((each) => typeof each === 'string' && each.trim() !== '')
  return typeof found === 'string' ? found.trim().slice(0, 120) : undefined
}

/** An account as SCIM shows it. */
export function presentUser(account: ScimAccount, origin: string) {
  const id = publicId('acc', account.id)
  return {
    schemas: [userSchema],
    id,
    ...(account.external_id === null ? {} : { externalId: account.external_id }),
    userName: account.email ?? '',
    displayName: account.name,
    name: { formatted: account.name },
    active: account.state !== 'disabled',
    emails: [{ value: account.email ?? '', primary: true, type: 'work' }],
    meta: {
      resourceType: 'User',
      created: account.created_at.toISOString(),
      lastModified: account.updated_at.toISOString(),
      location: `${origin}/api/scim/v2/Users/${id}`,
    },
  }
}

type Operations = readonly Readonly<Record<string, unknown>>[]

/** A user after a patch. Throws `input.invalid` with what the library says of it. */
export async function patchedUser(user: object, operations: Operations): Promise<JsonObject> {
  return patched(new SCIMMY.Schemas.User(user, 'in'), operations.map(withBoolean))
}

/** A group after a patch. Throws as for a user. */
export const patchedGroup = (group: object, operations: Operations): Promise<JsonObject> =>
  patched(new SCIMMY.Schemas.Group(group, 'in'), operations)

async function patched(resource: SCIMMY.Types.Schema, operations: Operations): Promise<JsonObject> {
  try {
    // The library checks each operation, whatever it is.
    const ops = operations.map((each) => ({
      ...each,
      op: String(each.op),
    })) as SCIMMY.Messages.PatchOp.PatchOpOperation[]
    const patch = new SCIMMY.Messages.PatchOp({ schemas: [patchSchema], Operations: ops })
    return JSON.parse(JSON.stringify(await patch.apply(resource)))
  } catch (error) {
    const message = error instanceof Error ? error.message : 'is not SCIM'
    throw invalid([{ field: 'Operations', message }])
  }
}

/** Some providers write what is true or false as words. */
function withBoolean(operation: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { path, value } = operation
  if (path === 'active' && typeof value === 'string')
    return { ...operation, value: value.toLowerCase() === 'true' }
  if (!isObject(value) || typeof value.active !== 'string') return operation
  return { ...operation, value: { ...value, active: value.active.toLowerCase() === 'true' } }
}
