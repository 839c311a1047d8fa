import type { ObjectKind } from './field.ts'

/** What is told apart where code is about any object. The kind is also the name of the table. */
export interface ObjectWords {
  /** "1 person", "2 people". */
  readonly one: string
  readonly many: string
  /** The mandatory core field that people call one by. */
  readonly called: string
  /** What a record is recognised by, the first that is there. */
  readonly names: readonly string[]
  /** Who or what is deactivated or gone. */
  readonly gone: string
  /** What lists call what they show beside the fields: of a field called so, nobody could tell which is meant. */
  readonly columns: readonly string[]
  /** Core fields that tell one from another: to change many of them is unusual. */
  readonly keys: readonly string[]
  /** Core fields beside e-mail addresses that are the same in any case of letters. */
  readonly folded: readonly string[]
}

const everywhere = [
  'Id',
  'Archived at',
  'Created at',
  'In the directory since',
  'Updated at',
  'Changed',
  'Changed by the run',
]

/** The objects that integrations load. */
export const objects: Readonly<Record<ObjectKind, ObjectWords>> = {
  person: {
    one: 'person',
    many: 'people',
    called: 'username',
    names: ['email', 'username', 'display_name'],
    gone: 'people or accounts',
    columns: ['Name', ...everywhere],
    keys: ['username', 'email'],
    folded: ['username'],
  },
  device: {
    one: 'device',
    many: 'devices',
    called: 'name',
    names: ['name', 'serial_number', 'asset_tag'],
    gone: 'devices',
    columns: ['Person', 'Owner (person)', 'Gone at', 'Gone since', ...everywhere],
    keys: ['serial_number', 'asset_tag'],
    folded: ['serial_number', 'asset_tag'],
  },
}

/** What people recognise a record by, whatever it is of: an address beats a name beats an id. */
export const labelKeys: readonly string[] = Object.values(objects).flatMap(({ names }) => names)
