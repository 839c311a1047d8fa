import { convertFact } from '../lib/convert.ts'
import { AppError } from '../lib/errors.ts'
import { compile } from '../lib/expression.ts'
import { PipeError } from '../lib/pipe-error.ts'
import { isObject, type Json } from '../lib/value.ts'
import { recordUrl, type Subject } from './ask.ts'
import { callVendor, type Line } from './call.ts'
import type { Load } from './manifest.ts'
import { readPath } from './path.ts'
import { recordId } from './record.ts'
import { retried } from './retry.ts'

/**
 * Whether the vendor still has a record that its list did not hold; `removed` where it only shows the record as deleted,
 * `unknown` where it cannot say, `refused` where it will not.
 */
export type Presence = 'there' | 'removed' | 'gone' | 'unknown' | 'refused'

/**
 * Asks the vendor for one record. Only a plain "not found" means gone; a vendor that keeps what was deleted may list it no
 * longer and still answer for it. Throws like reading a list does, when all of it is down.
 */
export async function lookUp(at: Subject & Line & { random?: () => number }, id: string): Promise<Presence> {
  const url = recordUrl(at, id)
  if (!url) return 'unknown'
  try {
    const means = { clock: at.clock, random: at.random ?? Math.random, signal: at.signal }
    const { json } = await retried(() => callVendor(at, url), means)
    const record = recordIn(json, at.load)
    if (recordId(record, at.load) !== id) return 'unknown'
    return isRemoved(record, at.load) ? 'removed' : 'there'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.detail.status === 404) return 'gone'
    if (isRefusal(error)) return 'refused'
    throw error
  }
}

function recordIn(json: Json, { record }: Load): Json {
  if (record === undefined) return json
  return isObject(json) ? (readPath(json, record) ?? null) : null
}

function isRemoved(record: Json, load: Load): boolean {
  const from = load.of === 'users' ? load.account.removed : undefined
  if (from === undefined) return false
  try {
    const fact = convertFact('boolean', compile(from).evaluate(record))
    return 'value' in fact && fact.value === true
  } catch (error) {
    if (error instanceof PipeError) return false
    throw error
  }
}

/** Of this one question: whoever may list need not be allowed to ask for a record, and no vendor has to know how. */
const isRefusal = ({ code, detail }: AppError): boolean =>
  code === 'vendor.permission' || (code === 'vendor.odd' && Number(detail.status) >= 400)
