import type { Client } from '../client/client.ts'
import type { Integration } from '../client/integration.ts'
import type { Credential, Field, ObjectKind } from '../client/types.ts'
import { AppError } from '../lib/errors.ts'
import { nearest } from '../lib/text.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** The one that has this id, or this name whatever its case. */
export function findNamed<T extends Named>(items: readonly T[], wanted: string): T | undefined {
  const name = wanted.trim().toLowerCase()
  return items.find((item) => item.id === wanted) ?? items.find((item) => item.name.toLowerCase() === name)
}

/** An integration by its name or id. Throws `not.found`, saying what there is. */
export async function getIntegration(client: Client, wanted: string): Promise<Integration> {
  const { items } = await client.integrations.list()
  return findNamed(items, wanted) ?? missing('integration', wanted, items)
}

/** A credential by its name or id. Throws `not.found`, saying what there is. */
export async function getCredential(client: Client, wanted: string): Promise<Credential> {
  const { items } = await client.credentials.list()
  return findNamed(items, wanted) ?? missing('credential', wanted, items)
}

/** A field of people, or of another object, by its key, label or id. Throws `not.found`, saying what there is. */
export async function getField(
  client: Client,
  wanted: string,
  object: ObjectKind = wanted.startsWith('device.') ? 'device' : 'person',
): Promise<Field> {
  const { items } = await client.fields.list({ object })
  const named = items.map((field) => ({ ...field, name: field.label }))
  const byKey = named.find(({ key }) => key === wanted)
  return byKey ?? findNamed(named, wanted) ?? missing('field', wanted, named)
}

/** Refuses what is not there, saying what is. Throws `not.found`. */
export function missing(noun: string, wanted: string, items: readonly Named[]): never {
  const names = items.map(({ name }) => name)
  const meant = nearest(wanted, names)
  const hint =
    names.length === 0
      ? 'there is none yet: muster load planhat makes one'
      : meant === undefined
        ? `there is ${names.slice(0, 10).join(', ')}`
        : `did you mean "${meant}"?`
  throw new AppError('not.found', `There is no ${noun} "${wanted}"; ${hint}`)
}
