import type { DeviceDetail } from '../../../client/device.ts'
import type { PersonDetail } from '../../../client/person.ts'
import type { ObjectKind } from '../../../client/types.ts'
import { api } from '../api.ts'

/** A person or a device: what has values that are shown, explained and edited by hand. */
export type Subject =
  | (PersonDetail & { readonly object: 'person' })
  | (DeviceDetail & { readonly object: 'device' })

const kinds = {
  person: { root: 'people', write: 'people:write', calls: api.people },
  device: { root: 'devices', write: 'devices:write', calls: api.devices },
} as const

/** What is asked and done of a kind of objects, the right it needs, and the beginning of its queries' keys. */
export const kindOf = (object: ObjectKind) => kinds[object]
