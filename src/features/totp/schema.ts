import { z } from 'zod'

export const TotpOffer = z.object({
  uri: z.string().describe('For the authenticator app, as a QR code'),
  secret: z.string().describe('The same, to be typed'),
})

export const TotpConfirm = z.strictObject({ code: z.string().trim().min(6).max(8) })

export const RecoveryCodes = z.object({
  recoveryCodes: z.array(z.string()).describe('Each is good once in place of a code; shown this once'),
})
