import { z } from 'zod'
import { Name } from '../accounts/schema.ts'

export const ProfileEdit = z.strictObject({ name: Name })

export const NewPassword = z.strictObject({
  current: z.string().max(2000),
  password: z.string().max(2000),
})
