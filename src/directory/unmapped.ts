import type { PlanScope } from './scope.ts'
import { literal } from './sql.ts'

/**
 * SQL: the keys of fields that the mapping does not write, as an array. What a record that leaves a field out said of it
 * before stays; of a field that is no longer mapped it says nothing any more.
 */
export const unmapped = ({ object, written }: Pick<PlanScope, 'object' | 'written'>): string =>
  `array(select key from field where object = ${literal(object)} and key <> all(array[${written.map(({ key }) => literal(key)).join(', ')}]::text[]))`
