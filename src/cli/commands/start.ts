import { z } from 'zod'
import { defineCommand } from '../command.ts'
import { version } from '../version.ts'
import { word } from './input.ts'

/** `muster start`: the API until Ctrl-C. */
export const startCommand = defineCommand({
  usage: 'start',
  summary: 'Serve the API until Ctrl-C or SIGTERM; other commands then use this server',
  options: {
    '--allow <origins...>': 'addresses that may be called although no connector names them (MUSTER_ALLOW)',
  },
  input: z.object({ allow: z.array(word).default([]) }),
  run: async (session, { allow }) => {
    const { socketPath } = await session.serve({ dataFolder: session.dataFolder, allow })
    const text = [
      `Muster ${version} serves ${session.dataFolder}`,
      `  socket  ${socketPath}`,
      `  try     curl --unix-socket '${socketPath}' http://localhost/api/people`,
      '  stop    Ctrl-C',
    ]
    session.show({ version, dataFolder: session.dataFolder, socketPath }, text.join('\n'))
    await session.interrupts.next()
    session.terminal.err('Stopping …')
    return undefined
  },
})
