import { AppError } from '../lib/errors.ts'
import { isObject, type Json } from '../lib/value.ts'
import { recordUrl, type Subject } from './ask.ts'
import { callVendor, type Line } from './call.ts'
import type { Load } from './manifest.ts'
import { readPath } from './path.ts'
import { recordId } from './record.ts'
import { retried } from './retry.ts'

/** Whether the vendor still has a record that its list did not hold; `unknown` where it cannot say, `refused` where it will not. */
export type Presence = 'there' | 'gone' | 'unknown' | 'refused'

/** Asks the vendor for one record. Only a plain "not found" means gone. Throws like reading a list does, when all of it is down. */
export async function lookUp(at: Subject & Line & { random?: () => number }, id: string): Promise<Presence> {
  const url = recordUrl(at, id)
  if (!url) return 'unknown'
  try {
    const means = { clock: at.clock, random: at.random ?? Math.random, signal: at.signal }
    const { json } = await retried(() => callVendor(at, url), means)
    return recordId(recordIn(json, at.load), at.load) === id ? 'there' : 'unknown'
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

/** Of this one question: whoever may list need not be allowed to ask for a record, and no vendor has to know how. */
const isRefusal = ({ code, detail }: AppError): boolean =>
  code === 'vendor.permission' || (code === 'vendor.odd' && Number(detail.status) >= 400)
