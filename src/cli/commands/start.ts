import { z } from 'zod'
import { defineCommand } from '../command.ts'
import { servedLines } from '../text/served.ts'
import { version } from '../version.ts'
import { port, portOption, word } from './input.ts'

/** `muster start`: the API until Ctrl-C. */
export const startCommand = defineCommand({
  usage: 'start',
  summary: 'Serve the API until Ctrl-C or SIGTERM; other commands then use this server',
  options: {
    ...portOption,
    '--allow <origins...>': 'addresses that may be called although no connector names them (MUSTER_ALLOW)',
  },
  input: z.object({ allow: z.array(word).default([]), port }),
  run: async (session, { allow, port }) => {
    const { dataFolder } = session
    const { socketPath, origin, lost } = await session.serve({ dataFolder, allow, port })
    const lines = [
      `Muster ${version} serves ${dataFolder}`,
      ...servedLines({ dataFolder, socketPath, origin }),
      ...(session.env.MUSTER_SMTP_URL ? [] : ['  Notices are not e-mailed: MUSTER_SMTP_URL is not set']),
      '  Ctrl-C stops it',
    ]
    session.show({ version, dataFolder, socketPath, origin: origin ?? null }, lines.join('\n'))
    await Promise.race([session.interrupts.next(), lost])
    return undefined
  },
})
