import type { z } from 'zod'
import { type Field, fieldId } from '../../directory/field.ts'
import { type Actor, aboutRight, isRight, type RecordFilter, type Right, rights } from '../../kit/rights.ts'
import type { Problem } from '../../lib/errors.ts'
import type { JsonObject } from '../../lib/value.ts'
import type { RoleAnswer } from './schema.ts'

/** A role as it is kept. */
export interface RoleRow {
  readonly key: string
  readonly label: string
  /** Null: of a role that comes with the product. */
  readonly rights: readonly string[] | null
  readonly filter: JsonObject | null
  readonly hidden_fields: readonly string[]
}

/** The role that has every right, also those to come. */
export const administrator = 'administrator'

/** What a role may do. */
export function rightsOf({ key, rights: own }: Pick<RoleRow, 'key' | 'rights'>): readonly Right[] {
  if (key === administrator) return rights
  if (own) return own.filter(isRight)
  return rights.filter((right) => aboutRight(right).of.some((given) => given === key))
}

const deciding: readonly Right[] = ['accounts:write', 'roles:write', 'sign-in:write']

/** Whether who has a role can give others, or themselves, any other. */
export const decidesAccounts = (role: RoleRow): boolean =>
  rightsOf(role).some((right) => deciding.includes(right))

/** Whom its accounts see. It was checked when it was written. */
export const filterOf = ({ filter }: Pick<RoleRow, 'filter'>): RecordFilter | null =>
  filter as RecordFilter | null

/** Whether somebody could do by this role what he cannot do himself: more rights, more people, more fields. */
export function lacks(actor: Actor, role: RoleRow): string | undefined {
  const more = rightsOf(role).filter((right) => !actor.rights.has(right))
  if (more.length > 0) return `You lack ${more.slice(0, 3).join(', ')}${more.length > 3 ? ' …' : ''} yourself`
  if (actor.filter && JSON.stringify(actor.filter) !== JSON.stringify(filterOf(role)))
    return 'You see only some people yourself'
  const shown = actor.hiddenFields.filter((field) => !role.hidden_fields.includes(field))
  return shown.length > 0 ? `The field "${shown[0]}" is hidden from you` : undefined
}

const comparable = new Set(['text', 'email', 'choice'])

// Everywhere a device is told of, it is by its name.
const deviceName = 'device.name'

/** What is wrong with whom and what a role lets see: fields that are not there, rights that would see past it. */
export function scopeProblems(
  { rights: own, filter, hidden_fields }: RoleRow,
  fields: readonly Field[],
): Problem[] {
  const wanted = filterOf({ filter })
  const unknown = hidden_fields.filter((id) => !fields.some((field) => fieldId(field) === id))
  const isFit = fields.some(
    ({ object, key, type, stored }) =>
      object === 'person' &&
      wanted &&
      'field' in wanted &&
      key === wanted.field &&
      comparable.has(type) &&
      !stored,
  )
  const past =
    wanted || hidden_fields.length > 0
      ? (own ?? []).filter((right) => isRight(right) && !aboutRight(right).keeps)
      : []
  return [
    ...unknown.map((key) => ({ field: 'hiddenFields', message: `there is no field "${key}"` })),
    ...(hidden_fields.includes(deviceName)
      ? [{ field: 'hiddenFields', message: 'the name of a device is all that it is called by, and stays' }]
      : []),
    ...(wanted && 'field' in wanted && !isFit
      ? [{ field: 'filter', message: `"${wanted.field}" must be a field of text or with options` }]
      : []),
    ...past.map((right) => ({
      field: 'rights',
      message: `${right} sees everybody and every field: leave it out, or filter and hidden fields`,
    })),
  ]
}

export function present(role: RoleRow): z.input<typeof RoleAnswer> {
  return {
    key: role.key,
    label: role.label,
    rights: [...rightsOf(role)],
    filter: filterOf(role),
    hiddenFields: [...role.hidden_fields],
    own: role.rights !== null,
  }
}
