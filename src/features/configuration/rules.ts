import { z } from 'zod'
import { type Field, fieldId, objectKinds } from '../../directory/field.ts'
import type { SourceOrders } from '../../directory/source-order.ts'
import type { Actor, Right } from '../../kit/rights.ts'
import { adjustmentsOf } from '../integrations/rules.ts'
import {
  AccountFile,
  CredentialFile,
  FieldFile,
  Files,
  fileOf,
  IntegrationFile,
  LayoutFile,
  OrderFile,
  RoleFile,
  WebhookFile,
} from './schema.ts'
import type { AccountHere, CredentialHere, IntegrationHere, RoleHere, WebhookHere } from './store.ts'

/** What files say, with everything filled in. */
export type Wanted = z.output<typeof Files>
export type Noun = keyof Wanted

/** The order in which things are made and changed; deleting goes the other way. */
export const nouns: readonly Noun[] = Files.keyof().options

/** Who may see, or change, what files of a noun tell of. */
export function rightOf(noun: Noun, verb: 'read' | 'write'): Right {
  if (noun === 'layouts') return `fields:${verb}`
  return noun === 'orders' ? (verb === 'read' ? 'integrations:read' : 'fields:write') : `${noun}:${verb}`
}

/** Something that is there, as a file would say it. */
export interface There<N extends Noun = Noun> {
  readonly id: string
  readonly file: Wanted[N][number]
  /** A field of Muster's own that is called as usual: no file has to say it. */
  readonly isUsual?: true
}

/** Everything that is there. */
export type Standing = { readonly [N in Noun]: readonly There<N>[] }

/** By what files name a thing. */
export function nameOf(file: Wanted[Noun][number]): string {
  if ('key' in file) return file.key
  if ('field' in file) return file.field
  if ('object' in file) return file.object
  return 'email' in file ? file.email : file.name
}

/** Two names of one identity are of the same thing. */
export const identity = (name: string): string => name.toLowerCase()

// Said as a file would say it, and read as one, so that both sides have the same shape.

/** All fields: the customer's with their places among these, Muster's own with what they are called. */
export function fieldsThere(all: readonly Field[]): There<'fields'>[] {
  const own = all.filter(({ core }) => core).map(coreThere)
  return [...all.filter(({ core }) => !core).map(fieldThere), ...own]
}

function fieldThere(field: Field, at: number): There<'fields'> {
  const { label, type, unique, mandatory, options } = field
  const key = fieldId(field)
  return { id: key, file: FieldFile.parse({ key, label, type, unique, mandatory, options, order: at + 1 }) }
}

function coreThere(field: Field): There<'fields'> {
  const { label, usualLabel } = field
  const key = fieldId(field)
  return {
    id: key,
    file: FieldFile.parse({ key, label }),
    ...(label === usualLabel ? { isUsual: true } : {}),
  }
}

/** What is retired is shown nowhere, so it has no place. */
export const layoutsThere = (all: readonly Field[]): There<'layouts'>[] =>
  objectKinds.map((object) => {
    const fields = all.filter((field) => field.object === object && !field.retired).map(fieldId)
    return { id: object, file: LayoutFile.parse({ object, fields }) }
  })

export const roleThere = ({ key, label, rights, filter, hidden_fields }: RoleHere): There<'roles'> => ({
  id: key,
  file: RoleFile.parse({ key, label, rights, filter, hiddenFields: hidden_fields }),
})

export const accountThere = ({ id, ...account }: AccountHere): There<'accounts'> => ({
  id,
  file: AccountFile.parse(account),
})

export const credentialThere = ({ id, ...credential }: CredentialHere): There<'credentials'> => ({
  id,
  file: CredentialFile.parse(credential),
})

export const webhookThere = ({ id, ...webhook }: WebhookHere): There<'webhooks'> => ({
  id,
  file: WebhookFile.parse(webhook),
})

export function integrationThere(
  row: IntegrationHere,
  credentials: readonly CredentialHere[],
): There<'integrations'> {
  const { name, connector, load, selection, preference, instance, absent, mapping, conditions, contacts } =
    row
  const file = IntegrationFile.parse({
    ...{ name, connector, load, selection, preference, instance, absent, mapping, conditions, contacts },
    credential: row.credential_id && credentials.find(({ id }) => id === row.credential_id)?.name,
    ...(row.schedule ? { schedule: row.schedule } : {}),
    limits: adjustmentsOf(row),
  })
  return { id: row.id, file }
}

/** Orders by the names of integrations; one that was deleted has no name any more. */
export const ordersThere = (
  orders: SourceOrders,
  integrations: readonly IntegrationHere[],
): There<'orders'>[] =>
  Object.entries(orders).map(([field, ids]) => {
    const sources = ids.flatMap((id) => integrations.find((row) => row.id === id)?.name ?? [])
    return { id: field, file: OrderFile.parse({ field, sources }) }
  })

/** What is there, as files say it, as far as its reader may see it. */
export function saidBy(there: Standing, { rights }: Pick<Actor, 'rights'>): z.input<typeof Files> {
  const files = nouns.map((noun) => [
    noun,
    rights.has(rightOf(noun, 'read'))
      ? there[noun].flatMap(({ file, isUsual }) => (isUsual ? [] : [file]))
      : [],
  ])
  // Each noun has its own kind of files.
  return Object.fromEntries(files) as z.input<typeof Files>
}

/** The JSON schema of each folder's files. */
export const schemas = (): Record<string, Record<string, unknown>> =>
  Object.fromEntries(nouns.map((noun) => [noun, { ...z.toJSONSchema(fileOf[noun], { io: 'input' }) }]))
