import { z } from 'zod'

export const Start = z.object({
  again: z
    .enum(['true', 'false'])
    .default('false')
    .describe(
      'Whether somebody who is signed in is to prove anew who they are, as for what wants a fresh proof',
    ),
  to: z
    .string()
    .max(1000)
    // Only a place of ours: an address of another site would lead there.
    .regex(/^\/(?![/\\])[!-~]*$/, 'must be a path of this Muster, as in /people')
    .default('/')
    .describe('Where to go on afterwards'),
})

export const Led = z.object({ to: z.string().describe('As in the header Location') })

const word = z.string().max(4000).optional()

/** What providers send along with somebody who comes back. */
export const Return = z.object({
  code: word,
  state: word,
  error: word,
  error_description: word,
  error_uri: word,
  iss: word,
  session_state: word,
  scope: word,
  authuser: word,
  hd: word,
  prompt: word,
})
