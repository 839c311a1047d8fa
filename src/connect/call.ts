import type { Clock } from '../lib/clock.ts'
import type { Json } from '../lib/value.ts'
import { readJson } from './body.ts'
import type { Door } from './door/door.ts'
import type { Connector } from './manifest.ts'
import { authorization, type OpenSettings } from './settings.ts'
import { statusFault } from './status.ts'
import type { Throttle } from './throttle.ts'

/** A customer's line to a vendor: where to speak, as whom, how fast. */
export interface Line {
  readonly connector: Connector
  readonly settings: OpenSettings
  readonly door: Door
  readonly throttle: Throttle
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
}

/** The JSON of a good answer, and how many bytes it was. */
export interface Said {
  readonly json: Json
  readonly bytes: number
}

/** Asks a vendor once. Throws what the door throws, and a fault for every answer but a 200 with JSON. */
export async function callVendor(line: Line, url: URL): Promise<Said> {
  const { connector, settings, door, throttle, clock, signal } = line
  const credential = { authorization: authorization(connector, settings), origins: settings.origins }
  await throttle.take(signal)
  const answer = await door.get({ url, credential, signal })
  const fault = statusFault({ url, answer, words: connector.check, now: clock.now() })
  if (fault) throw fault
  return { json: readJson(answer, url), bytes: answer.body.length }
}
