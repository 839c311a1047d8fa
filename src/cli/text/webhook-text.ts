import type { Delivery, Webhook, WebhookWithSecret } from '../../client/webhook.ts'
import { plainText } from './plain-text.ts'
import type { Column } from './table.ts'
import { timeText } from './values.ts'

export const webhookColumns: readonly Column<Webhook>[] = [
  { title: 'NAME', of: ({ name }) => name, shrinks: true },
  { title: 'STATE', of: standingText, shrinks: true },
  { title: 'TOLD OF', of: ({ events }) => events.join(', '), shrinks: true },
  { title: 'AT', of: ({ url }) => url, shrinks: true },
  { title: 'ID', of: ({ id }) => id },
]

export const deliveryColumns: readonly Column<Delivery>[] = [
  { title: 'WHEN', of: ({ happenedAt }) => timeText(happenedAt) },
  { title: 'TYPE', of: ({ type }) => type },
  { title: 'STATE', of: ({ state, dueAt }) => (state === 'waiting' ? `again ${timeText(dueAt)}` : state) },
  { title: 'LAST TRY', of: lastTryText, shrinks: true },
  { title: 'ID', of: ({ id }) => id },
]

/** How a webhook is, in a few words. */
export function standingText({ state, pausedBecause, failingSince, waiting }: Webhook): string {
  const waits = waiting === 0 ? [] : [`${waiting} waiting`]
  if (state === 'paused')
    return [pausedBecause ? `paused: ${plainText(pausedBecause)}` : 'paused', ...waits].join(', ')
  return [failingSince ? `failing since ${timeText(failingSince)}` : 'active', ...waits].join(', ')
}

function lastTryText({ attempts }: Delivery): string {
  const last = attempts.at(-1)
  if (!last) return ''
  const said = last.status === null ? (last.fault ?? '') : `${last.status} ${last.answer}`.trim()
  return `${attempts.length}. in ${last.milliseconds} ms: ${plainText(said)}`
}

/** Shows a secret, for the only time. */
export function secretText({ name, secret, previousUntil }: WebhookWithSecret): string {
  const before = previousUntil === null ? [] : [`The secret before is good until ${timeText(previousUntil)}.`]
  return [
    `"${plainText(name)}" signs its messages with this secret. It is not shown again:`,
    `  ${secret}`,
    ...before,
    'docs/webhooks.md has the code that verifies a message.',
  ].join('\n')
}
