import { z } from 'zod'
import { Name, Password } from '../accounts/schema.ts'

export const ProfileEdit = z.strictObject({ name: Name })

export const NewPassword = z.strictObject({
  current: Password,
  password: Password,
})
