import { appendFile, readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Anchor } from '../../client/activity.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { exits } from '../exit-code.ts'
import { word } from './input.ts'

/** `muster audit …`: whether the acts that are kept are those that were written. */
export const auditCommands = [
  defineCommand({
    usage: 'audit verify',
    summary: 'Whether all acts are as they were written; names the first that is not, and exits with 1',
    options: { '--anchor <file>': 'compare with what "muster audit anchor" wrote down, too' },
    input: z.object({ anchor: word.optional() }),
    run: async (session, { anchor }) => {
      const client = await session.api()
      const anchors = anchor === undefined ? [] : await readAnchors(anchor)
      const verification = await client.activity.verify(anchors)
      const { from, through, bad } = verification
      const good = `Acts ${from} to ${through} are as they were written`
      session.show(verification, bad ? `Act ${bad.number} ${bad.message}` : good)
      return bad ? exits.failed : undefined
    },
  }),
  defineCommand({
    usage: 'audit anchor <file>',
    summary: 'Add the last act to a file, to be kept where who can change the database cannot',
    input: z.object({ file: word }),
    run: async (session, { file }) => {
      const { number, mac } = await (await session.api()).activity.head()
      const anchor = { number, mac, at: new Date(session.clock.now()).toISOString() }
      await appendFile(file, `${JSON.stringify(anchor)}\n`, { mode: 0o600 })
      session.show(anchor, `Act ${number} is written down in ${file}`)
      return undefined
    },
  }),
]

const Line = z.object({ number: z.number().int(), mac: z.string() })

async function readAnchors(file: string): Promise<Anchor[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw invalid([{ field: 'anchor', message: `${file} cannot be read` }])
  })
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => readLine(line, `${file}, line ${at + 1}`))
}

function readLine(line: string, place: string): Anchor {
  try {
    return Line.parse(JSON.parse(line))
  } catch {
    throw invalid([{ field: 'anchor', message: `${place} was not written by "muster audit anchor"` }])
  }
}
