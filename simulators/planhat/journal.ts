/** One request as the journal keeps it; a token never gets in. */
export interface JournalEntry {
  readonly time: string
  readonly method: string
  readonly url: string
  /** The scheme only: `Bearer ***`, `Basic ***`, `other ***` or nothing. */
  readonly auth: string
  /** 0 when the connection was broken before a status was sent. */
  readonly status: number
  /** Bytes of the body, as sent. */
  readonly bytes: number
  /** The faults that struck, such as `F3`. */
  readonly faults: readonly string[]
}

/** Adds an entry and drops the oldest beyond the length. */
export function note(journal: JournalEntry[], entry: JournalEntry, length: number): void {
  journal.push(entry)
  if (journal.length > length) journal.splice(0, journal.length - length)
}

/** How a credential is written down. */
export function redactAuth(authorization: string | undefined): string {
  if (authorization === undefined) return ''
  const scheme = /^(bearer|basic) /i.exec(authorization)?.[1]
  return `${scheme ?? 'other'} ***`
}

/** A URL without the tokens somebody may have put into it. */
export function redactUrl(url: string, tokens: Iterable<string>): string {
  let redacted = url
  for (const token of tokens) redacted = redacted.replaceAll(token, '***')
  return redacted
}
