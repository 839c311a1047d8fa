import { type DestinationStream, type Logger, pino } from 'pino'
import { cleanJson, type Redactor } from './redact.ts'
import { isObject, type Json } from './value.ts'

/** What the log is written with and to. */
export interface LogParts {
  readonly level: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Takes whole lines; a stream or any other sink. */
  readonly destination: DestinationStream
  readonly redact: Redactor
}

/** The one log: a JSON object a line, times in UTC, without secrets and without query strings of URLs. */
export function openLog({ level, destination, redact }: LogParts): Logger {
  const options = {
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return pino(options, { write: (line) => destination.write(`${cleanLine(line, redact)}\n`) })
}

/** As many characters as wait for room on a full disk; further lines are lost. */
const mostWaiting = 1024 * 1024

/** A file for the log that only its owner reads. A full disk never ends the program. */
export function logFile(path: string): DestinationStream {
  const options = { dest: path, mode: 0o600, sync: true, maxLength: mostWaiting }
  return pino.destination(options).on('error', () => undefined)
}

/** Cleans what the line says, not how it is written, so that it stays JSON whatever the secret is. */
function cleanLine(line: string, redact: Redactor): string {
  // JSON.parse answers `any`; what it makes is what `Json` describes.
  const said = JSON.parse(line) as Json
  return JSON.stringify(withoutQueries(cleanJson(said, redact.clean)))
}

/** Query strings carry tokens; the path is enough to know which request it was. */
function withoutQueries(value: Json, key = ''): Json {
  if (typeof value === 'string')
    return /url$/i.test(key) ? withoutQuery(value) : value.replace(/\bhttps?:\/\/[^\s"'<>]+/gi, withoutQuery)
  if (Array.isArray(value)) return value.map((item) => withoutQueries(item, key))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutQueries(item, name)]))
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '')
}
