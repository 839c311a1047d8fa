import type { Field, ObjectKind } from '../../directory/field.ts'
import { objects } from '../../directory/object.ts'
import type { Problem } from '../../lib/errors.ts'
import type { Mapping } from './configuration.ts'
import { roleField } from './context.ts'

/** What keeps an integration a draft, one sentence each; `field` is a field's key, or `syncKeys`. Empty when it can be launched. */
export function missingForLaunch(
  mapping: Pick<Mapping, 'entries' | 'syncKeys'>,
  fields: readonly Field[],
): readonly Problem[] {
  const mapped = new Set(mapping.entries.map((entry) => entry.target))
  const open = fields.filter((field) => field.mandatory && !field.retired && !mapped.has(field.key))
  const unmapped = open.map((field) => ({ field: field.key, message: sentence(field) }))
  return mapping.syncKeys.length > 0 ? unmapped : [...unmapped, noSyncKey(fields)]
}

function noSyncKey(fields: readonly Field[]): Problem {
  const object = fields[0]?.object ?? 'person'
  const usual = fields.find(({ key }) => key === usualKeys[object])?.label ?? usualKeys[object]
  const message = `Choose a sync key: the unique field by which a record finds its ${objects[object].one}, such as ${usual}.`
  return { field: 'syncKeys', message }
}

/** What most people find one by. */
const usualKeys: Readonly<Record<ObjectKind, string>> = { person: 'email', device: 'serial_number' }

function sentence({ object, key, label }: Field): string {
  return key === roleField
    ? `Choose the ${label} that loaded people get, one without write rights.`
    : `Map ${label}: ${object === 'person' ? 'nobody' : `no ${objects[object].one}`} can be created without it.`
}
