import { createHash } from 'node:crypto'
import type { Mail } from '../../connect/mail.ts'
import type { TrippedBrake } from '../../db/sync-tables.ts'
import { countText } from '../../lib/counts.ts'
import { publicId } from '../../lib/ids.ts'
import { oneLine } from '../../lib/text.ts'
import type { Topic } from '../notices/store.ts'
import type { Counts, LetterRow } from './store.ts'

const topics: Readonly<Record<Topic, string>> = {
  held: 'is held',
  failing: 'fails',
  waiting: 'waits for you',
  paused: 'is paused',
  unscheduled: 'does not run by itself',
  expiring: 'has a credential that ends soon',
}
const topicOf = (written: string): string => topics[written.replace(/:.*/s, '') as Topic] ?? 'has news'

/** The mail of a notice: plain text, told once. The same notice to the same contacts has the same id. */
export function mailOf(row: LetterRow): Mail {
  const name = oneLine(row.integration_name)
  const contacts = [...row.contacts].sort()
  const mark = createHash('sha256').update(contacts.join('\n')).digest('hex').slice(0, 16)
  return {
    id: `${row.id}.${mark}`,
    to: contacts,
    subject: `Muster: ${name} ${topicOf(row.reason)}`.slice(0, 200),
    text: [
      oneLine(row.message),
      `Integration: ${name}\nSince: ${row.made_at.toISOString()}`,
      ...(row.brakes ?? []).map(brakeText),
      ...(row.ledger ? [ledgerText(row.ledger)] : []),
      wayOut(row),
      'You get this because you are a contact of this integration. You are told once for each reason.',
    ].join('\n\n'),
  }
}

const mostSamples = 10

function brakeText({ message, count, of, limit, samples }: TrippedBrake): string {
  const names = samples.slice(0, mostSamples).map((sample) => `  ${oneLine(sample)}`)
  const more =
    count > names.length && names.length > 0 ? [`  and ${countText(count - names.length)} more`] : []
  return [
    `${oneLine(message)}\n  ${countText(count)} of ${countText(of)}; the limit is ${countText(limit)}`,
    ...names,
    ...more,
  ].join('\n')
}

const ledgerWords = [
  'read',
  'created',
  'updated',
  'unchanged',
  'skipped',
  'failed',
  'held',
] as const satisfies readonly (keyof Counts)[]

function ledgerText(ledger: Counts): string {
  const counts = ledgerWords.map((word) => `  ${word.padEnd(10)}${countText(ledger[word])}`)
  return ['The run in numbers', ...counts].join('\n')
}

function wayOut({ run_id, integration_id, reason }: LetterRow): string {
  const run = run_id && publicId('run', run_id)
  const place = run && !reason.startsWith('paused') ? `run show ${run}` : 'integrations'
  const path = place.startsWith('run')
    ? `/api/runs/${run}`
    : `/api/integrations/${publicId('int', integration_id)}`
  return `To look at it, on the machine that Muster runs on:\n  muster ${place}\nor over its API:\n  GET ${path}`
}
