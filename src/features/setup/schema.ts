import { z } from 'zod'
import { Email, Name, Password } from '../accounts/schema.ts'

export const Setup = z.strictObject({
  code: z.string().trim().min(1).max(60).describe('As the console shows it where Muster was started'),
  name: Name,
  email: Email,
  password: Password,
})
