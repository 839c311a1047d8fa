import { text } from 'node:stream/consumers'
import { to as copyTo } from 'pg-copy-streams'
import type { World } from '../world.ts'
import { tableNames } from './directory.ts'

/** Every way in which a secret may come out: as it is, escaped, in an address, as base64 wherever it begins, as hex. */
export function formsOf(secret: string): readonly string[] {
  const json = escaped(secret)
  const query = new URLSearchParams({ secret }).toString().slice('secret='.length)
  const hex = Buffer.from(secret).toString('hex')
  const doubled = [secret, json].map((text) => text.replaceAll('\\', '\\\\'))
  return [
    ...new Set([
      secret,
      json,
      escaped(json),
      ...doubled,
      encodeURIComponent(secret),
      encodeURI(secret),
      query,
    ]),
    ...[hex, hex.toUpperCase(), ...base64Of(secret)],
  ]
}

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)

/** Three places to begin at, each without the characters that mix with neighbours. */
function base64Of(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
    const [from, to] = [Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3)]
    return [bytes.toString('base64').slice(from, to), bytes.toString('base64url').slice(from, to)]
  })
}

/** The places, out of these texts by name, in which a secret stands in any form. */
export function placesOf(secret: string, texts: Readonly<Record<string, string>>): readonly string[] {
  const forms = formsOf(secret)
  return Object.keys(texts).filter((place) => forms.some((form) => texts[place]?.includes(form)))
}

/** Every table as COPY writes it, and with it what its bytes say as text. */
export async function dumpTables(world: World): Promise<Record<string, string>> {
  const dumps: Record<string, string> = {}
  for (const name of await tableNames(world)) {
    const client = await world.ctx.db.pool.connect()
    try {
      const dump = await text(client.query(copyTo(`copy ${name} to stdout`)))
      dumps[name] = dump + bytesIn(dump)
    } finally {
      client.release()
    }
  }
  return dumps
}

function bytesIn(dump: string): string {
  const found = [...dump.matchAll(/\\\\x([0-9a-f]+)/g)]
  return found.map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1')).join('\n')
}
