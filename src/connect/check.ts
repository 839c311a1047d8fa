import { AppError, type FaultCode } from '../lib/errors.ts'
import { readRecords } from './body.ts'
import { callVendor, type Line } from './call.ts'
import { baseUrl } from './settings.ts'

/** Whether a credential works, and if not, what to tell the person who entered it. */
export type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: FaultCode; readonly message: string }

/**
 * Proves a credential with the connector's cheap request, asked once so that the answer comes at
 * once. What the vendor or the network does wrong is a verdict; anything else is thrown.
 */
export async function checkCredential(line: Line): Promise<Verdict> {
  const { connector, settings } = line
  try {
    const url = new URL(`${baseUrl(connector, settings)}${connector.check.get}`)
    const { json } = await callVendor(line, url)
    const [path] = connector.check.get.split('?', 1)
    const load = Object.values(connector.loads).find(({ get }) => get === path)
    if (load) readRecords(json, load, url)
    return { ok: true }
  } catch (error) {
    line.signal?.throwIfAborted()
    if (error instanceof AppError) return { ok: false, code: error.code, message: error.message }
    throw error
  }
}
