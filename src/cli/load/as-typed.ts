import { ApiError } from '../../client/api-error.ts'
import type { Problem } from '../../lib/errors.ts'

/** Names whatever the API refuses by the flag that said it, for whoever typed that. */
export async function asTyped<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    throw new ApiError(error.code, error.message, error.problems.map(typed), error)
  }
}

const flags = ['name', 'instance', 'absent']

function typed({ field, message }: Problem): Problem {
  if (field === 'settings.baseUrl') return { field: '--base-url', message }
  // A load from the command line maps no other constant, and Smart Mapping proposes none.
  if (field.startsWith('mapping.entries[') && message.startsWith('Role: '))
    return { field: '--role', message: message.slice('Role: '.length) }
  return { field: flags.includes(field) ? `--${field}` : field, message }
}
