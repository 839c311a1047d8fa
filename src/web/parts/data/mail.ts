import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const mailQuery = queryOptions({ queryKey: ['mail'], queryFn: api.mail.get })
