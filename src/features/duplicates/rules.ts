import type { z } from 'zod'
import { publicId } from '../../lib/ids.ts'
import type { DuplicateAnswer } from './schema.ts'
import type { DuplicateReason, DuplicateRow } from './store.ts'

const texts: Readonly<Record<DuplicateReason, string>> = {
  name: 'The same first and last name',
  address: 'The same last name, and the same e-mail address but for its domain',
  phone: 'The same telephone number',
}

export const presentDuplicate = (row: DuplicateRow): z.input<typeof DuplicateAnswer> => ({
  id: publicId('dup', row.id),
  reasons: row.reasons.map((reason) => ({ reason, text: texts[reason] })),
  first: presentSide(row.first),
  second: presentSide(row.second),
  dismissedBy: row.dismissed_by,
  dismissedAt: row.dismissed_at?.toISOString() ?? null,
})

const presentSide = ({ id, called, username, email }: DuplicateRow['first']) => ({
  id: publicId('per', id),
  fullName: called,
  username,
  email,
})
