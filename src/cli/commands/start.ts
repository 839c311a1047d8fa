import { z } from 'zod'
import { defineCommand } from '../command.ts'
import { servedLines } from '../text/served.ts'
import { version } from '../version.ts'
import { flag, port, portOption, word } from './input.ts'

/** `muster start`: the API until Ctrl-C. */
export const startCommand = defineCommand({
  usage: 'start',
  summary: 'Serve the web app and the API until Ctrl-C or SIGTERM; other commands then use this server',
  options: {
    ...portOption,
    '--host <address>':
      'listen on this address instead of 127.0.0.1; behind a proxy with TLS that MUSTER_PROXIES names',
    '--insecure-http': 'let passwords cross the network in the clear',
    '--allow <origins...>': 'addresses that may be called although no connector names them (MUSTER_ALLOW)',
  },
  input: z.object({
    allow: z.array(word).default([]),
    port,
    host: word.default('127.0.0.1'),
    insecureHttp: flag,
  }),
  run: async (session, { allow, port, host, insecureHttp = false }) => {
    const { dataFolder } = session
    const tcp = { port, host, insecure: insecureHttp }
    const { socketPath, origin, setupCode, lost } = await session.serve({ dataFolder, allow, tcp })
    const lines = [
      `Muster ${version} serves ${dataFolder}`,
      ...servedLines({ socketPath, origin }),
      ...(setupCode === undefined ? [] : setupLines(setupCode)),
      ...(session.env.MUSTER_SMTP_URL ? [] : ['  Notices are not e-mailed: MUSTER_SMTP_URL is not set']),
      '  Ctrl-C stops it',
    ]
    session.show(
      { version, dataFolder, socketPath, origin: origin ?? null, setupCode: setupCode ?? null },
      lines.join('\n'),
    )
    await Promise.race([session.interrupts.next(), lost])
    return undefined
  },
})

const setupLines = (code: string): string[] => [
  '',
  `  Nobody can sign in yet. To make the first administrator, open the page and give this code:  ${code}`,
  '',
]
