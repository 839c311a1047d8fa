import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startWebhookReceiver, type WebhookReceiver } from '../../test/webhook-receiver.ts'
import type { WebhookWithSecret } from '../client/webhook.ts'
import { newTypist, type TypedCommand, type Typist } from './test-data/typist.ts'

let receiver: WebhookReceiver
let typist: Typist
let server: TypedCommand
beforeAll(async () => {
  receiver = await startWebhookReceiver()
  typist = newTypist([receiver.origin])
  server = typist.type('here', 'start --port 0')
  await server.prints('Ctrl-C')
})
afterAll(async () => {
  server.stop()
  await server.ended
  await receiver.close()
  typist.leave()
})
const muster = (line: string) => typist.type('here', line).ended

it('a server sends what a webhook is told, and the command line shows how that went', async () => {
  const added = await muster(`webhooks add Alerts --url ${receiver.url} --json`)
  const { secret } = JSON.parse(added.out) as WebhookWithSecret
  const tested = await muster('webhooks test alerts')
  const [, id] = /on its way as (evt_\w+)\n/.exec(tested.out) ?? []
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), 10_000)
  const [message] = receiver.received
  // The headers of a webhook come once each.
  const headers = message?.headers as Record<string, string>
  expect(new Webhook(secret).verify(message?.body ?? '', headers)).toMatchObject({ type: 'webhook.test' })
  expect(headers['webhook-id']).toBe(id)
  await vi.waitFor(async () => {
    expect((await muster('webhooks deliveries Alerts')).out).toMatch(
      /webhook\.test +delivered +1\. in \d+ ms: 204/,
    )
  }, 10_000)
  expect((await muster('webhooks')).out).toContain('run.finished, run.held, run.failed')
  expect((await muster('webhooks')).out).not.toContain(secret)
  expect(await muster('webhooks delete Alerts --yes')).toMatchObject({ out: 'Deleted "Alerts"\n', exit: 0 })
})
