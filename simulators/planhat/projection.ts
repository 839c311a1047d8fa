import { isObject, type Json, type JsonObject } from './json.ts'
import type { Knobs } from './knobs.ts'
import { uiProperties } from './ui-state.ts'

const common = words('_id firstName lastName nickName email externalId image isHidden removed inactive')
const screen = words('radarOneLine taskFilter compressedView defaultMeetingLength')

/** What a list sends when nothing is selected; Planhat has changed it at least twice. */
const listProjections: Readonly<Record<Knobs['projection'], readonly string[]>> = {
  default2025: [...common, ...words('managers teams isExposedAsSenderOption createdAt updatedAt tzOffset')],
  docs2021: [...common, ...words('isExposedAsSenderOption tzOffset createDate custom type'), ...screen],
  legacy2020: [
    ...common,
    ...words('type roles permissions tzOffset createDate __v poc googleApi'),
    ...screen,
  ],
}

/** Every property a generated user can have: what `GET /users/:id` sends. */
export const allProperties: readonly string[] = [
  ...common,
  ...words('type isExposedAsSenderOption notificationsEnabled tzOffset roles permissions managers teams'),
  ...words('custom createDate createdAt updatedAt __v'),
  ...uiProperties,
]

/** Which properties to send, and of some only the parts below a dotted path. */
export type Projection = ReadonlyMap<string, readonly string[] | 'whole'>

/** The projection of a list; without `select`, or where it is ignored, that of the knobs. */
export function listProjection(select: readonly string[] | undefined, knobs: Knobs): Projection {
  if (select === undefined || knobs.ignoreSelect) return projectionOf(listProjections[knobs.projection])
  const omitted = knobs.selectOmits === 'nothing' ? [] : ['__v', 'permissions']
  return projectionOf(['_id', ...select.filter((path) => !omitted.includes(path))])
}

/** The projection that names these paths. */
export function projectionOf(paths: readonly string[]): Projection {
  const projection = new Map<string, readonly string[] | 'whole'>()
  for (const path of paths) {
    const dot = path.indexOf('.')
    const root = dot < 0 ? path : path.slice(0, dot)
    const known = projection.get(root)
    if (dot < 0 || known === 'whole') projection.set(root, 'whole')
    else projection.set(root, [...(known ?? []), path.slice(dot + 1)])
  }
  return projection
}

/** The part of a value that the paths name; a list gives the same part of each of its objects. */
export function partOf(value: Json | undefined, paths: readonly string[]): Json | undefined {
  if (Array.isArray(value)) return value.map((one: Json) => partOf(one, paths) ?? {})
  if (!isObject(value)) return undefined
  const parts = [...projectionOf(paths)].filter(([root]) => Object.hasOwn(value, root))
  const entries = parts.map(([root, below]) => [
    root,
    below === 'whole' ? value[root] : partOf(value[root], below),
  ])
  // Entries of a JSON value are JSON again.
  return Object.fromEntries(entries) as JsonObject
}

function words(text: string): readonly string[] {
  return text.split(' ')
}
