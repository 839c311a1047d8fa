import { drawFraction } from './draw.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import type { Knobs } from './knobs.ts'
import { type Projection, partOf } from './projection.ts'
import { describeRole } from './roles.ts'
import { givenAt, type Roster, userAt } from './roster.ts'
import { uiProperties, uiState } from './ui-state.ts'
import type { User } from './users.ts'

const salt = { mixed: 71, absent: 72 }
const plain = /^[\w .,:@+-]*$/

/** Makes the writer of one projection: user index in, JSON text out. */
export function rowWriter(roster: Roster, knobs: Knobs, projection: Projection): (index: number) => string {
  const columns = [...projection].map(([name, paths]) => ({ name, paths, key: `${JSON.stringify(name)}:` }))
  const withUi = columns.some(({ name }) => uiProperties.includes(name))
  return (index) => {
    const shaped = shapedUser(roster, knobs, index, withUi)
    const parts: string[] = []
    for (const { name, paths, key } of columns) {
      const value = paths === 'whole' ? shaped[name] : partOf(shaped[name], paths)
      if (value === undefined || !Object.hasOwn(shaped, name)) continue
      parts.push(key + write(value))
    }
    // Joined, not added up: V8 would keep an added text as a chain of its pieces, five times as big.
    return `{${parts.join(',')}}`
  }
}

/** A user as the knobs want him seen. Users given by hand are shown as they were given. */
export function shapedUser(roster: Roster, knobs: Knobs, index: number, withUi: boolean): JsonObject {
  const user = userAt(roster, index)
  if (givenAt(roster, index)) return user
  const { seed } = roster.print
  const shaped = {
    ...user,
    ...(withUi && uiState(seed, index, user)),
    roles: shapeRoles(user, knobs, drawFraction(seed, index, salt.mixed) < 0.5),
    permissions: shapePermissions(user, knobs),
  }
  return knobs.absentRate === 0 ? shaped : withGaps(shaped, seed, index, knobs.absentRate)
}

function shapeRoles({ roles }: User, { rolesShape }: Knobs, even: boolean): Json | undefined {
  const asObjects = rolesShape === 'objects' || (rolesShape === 'mixed' && even)
  if (!asObjects || !Array.isArray(roles)) return roles
  return roles.map((role: Json) => (typeof role === 'string' ? describeRole(role) : role))
}

// The vendor's table says array, every sample is an object; so both can be had.
function shapePermissions({ permissions }: User, { permissionsShape }: Knobs): Json | undefined {
  if (permissionsShape === 'object') return permissions
  if (permissionsShape === 'absent' || !isObject(permissions)) return undefined
  return Object.keys(permissions).filter((name) => permissions[name] === true)
}

function withGaps(user: JsonObject, seed: number, index: number, rate: number): JsonObject {
  const kept = Object.entries(user).filter(
    ([name], place) => name === '_id' || drawFraction(seed, index, salt.absent + 1000 + place) >= rate,
  )
  return Object.fromEntries(kept)
}

function write(value: Json): string {
  if (typeof value === 'string') return plain.test(value) ? `"${value}"` : JSON.stringify(value)
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  return JSON.stringify(value)
}
