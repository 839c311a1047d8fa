import { z } from 'zod'
import { names } from '../commands/input.ts'

/** Roles by group, as they are typed: `it=editor,staff=viewer`. */
export const groupRoles = names
  .pipe(z.array(z.string().regex(/^[^=]+=[^=\s]+$/, 'must look like it=editor,staff=viewer')))
  .transform((pairs) =>
    pairs.map((pair) => {
      const [group = '', role = ''] = pair.split('=').map((part) => part.trim())
      return { group, role }
    }),
  )
