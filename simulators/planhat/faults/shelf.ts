import { access } from './access.ts'
import { bodies } from './bodies.ts'
import { brokenServer } from './broken-server.ts'
import { busy } from './busy.ts'
import type { Effect, Family, FaultId } from './fault.ts'
import { lists } from './lists.ts'
import { rows } from './rows.ts'
import { wires } from './wires.ts'

/** All faults: F1 to F22. */
export const faultShelf: Family = {
  ...busy,
  ...brokenServer,
  ...wires,
  ...bodies,
  ...lists,
  ...rows,
  ...access,
}

/** The effect of a fault's variant, or of its first one; throws a `RangeError` that names the choices. */
export function findEffect(id: string, variant: string | undefined): Effect {
  // Only ids that the shelf has pass, whatever was sent.
  const fault = Object.hasOwn(faultShelf, id) ? faultShelf[id as FaultId] : undefined
  if (!fault) throw new RangeError(`There is no fault ${id}`)
  const names = Object.keys(fault.variants)
  const effect = fault.variants[variant ?? names[0] ?? '']
  if (!effect) throw new RangeError(`${id} has no variant ${variant}; there are ${names.join(', ')}`)
  return effect
}
