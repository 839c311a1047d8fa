import { z } from 'zod'
import type { Flight } from '../../connect/openid.ts'

const Kept = z.strictObject({
  provider: z.string(),
  /** Whether it is a proof of whoever is signed in, and no sign-in. */
  proves: z.boolean(),
  /** Where it goes on afterwards. */
  to: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
})

/** A sign-in that is under way, as the browser keeps it meanwhile. */
export type KeptFlight = Flight & { readonly provider: string; readonly proves: boolean; readonly to: string }

/** A flight as its cookie keeps it. */
export const flightText = (flight: KeptFlight): string =>
  Buffer.from(JSON.stringify(flight)).toString('base64url')

/** Reads it back; undefined when it is none. */
export function readFlight(text: string | undefined): KeptFlight | undefined {
  try {
    return Kept.parse(JSON.parse(Buffer.from(text ?? '', 'base64url').toString()))
  } catch {
    return undefined
  }
}
