import { openTemplate } from '../../test/template.ts'
import type { Received } from '../../test/webhook-receiver.ts'
import type { Case } from '../harness/case.ts'
import { newDice } from '../harness/dice.ts'
import { documentedVerifier } from '../harness/documented-verifier.ts'
import { forgeries } from '../harness/forgeries.ts'
import { openWebhookStage, type WebhookStage } from '../harness/webhook-stage.ts'

/**
 * Real messages, caught by a real receiver, spoilt in many ways and shown to the verifier that docs/webhooks.md gives to
 * customers; sound ones shown twice, too early, too late, and under the old secret after a rotation. What is tried again
 * must come under its old id. Each sound message must be taken once, or the verifier would prove nothing.
 */
export const webhooks: Case = {
  id: 'A31',
  title: 'webhooks',
  run: async ({ scale, seed }) => {
    const { template, close } = await openTemplate()
    const stage = await openWebhookStage(template)
    const forged = scale === 'full' ? 1000 : 200
    const wrong = {
      accepted_forged: await acceptedForgeries(stage, { seed, forged }),
      replayed: await replayed(stage),
      accepted_untimely: await untimely(stage),
      wrong_after_rotation: await wrongAfterRotation(stage),
      changed_ids: await changedIds(stage),
    }
    await stage.close()
    await close()
    const broken = Object.entries(wrong).filter(([, count]) => count > 0)
    return { counts: { forged, ...wrong }, broken: broken.map(([what]) => ({ what, point: 'messages' })) }
  },
}

/** How a message is shown to a verifier that saw none before. */
interface Shown {
  readonly secret: string
  readonly message: Received
  readonly now?: number
}

async function isTaken({ secret, message, now }: Shown): Promise<boolean> {
  const verify = await documentedVerifier()
  try {
    return verify(secret, message.headers, message.body, now) !== undefined
  } catch {
    return false
  }
}

async function one(stage: WebhookStage): Promise<Received> {
  const [message] = await stage.send()
  if (!message) throw new Error('No message came')
  return message
}

async function acceptedForgeries(
  stage: WebhookStage,
  { seed, forged }: { readonly seed: number; readonly forged: number },
): Promise<number> {
  const secret = await stage.rotate()
  // Under one signature: of two, one that is spoilt leaves the other.
  await stage.letPass(24)
  const message = await one(stage)
  const dice = newDice(seed)
  let accepted = Number(!(await isTaken({ secret, message })))
  for (let at = 0; at < forged; at++) {
    const forge = forgeries[at % forgeries.length] ?? forgeries[0]
    accepted += Number(await isTaken({ secret, message: forge(message, dice) }))
  }
  return accepted
}

async function replayed(stage: WebhookStage): Promise<number> {
  const secret = await stage.rotate()
  const { headers, body } = await one(stage)
  const verify = await documentedVerifier()
  const first = verify(secret, headers, body)
  return Number(first === undefined) + Number(verify(secret, headers, body) !== undefined)
}

async function untimely(stage: WebhookStage): Promise<number> {
  const secret = await stage.rotate()
  const message = await one(stage)
  const at = async (minutes: number) =>
    Number(await isTaken({ secret, message, now: Date.now() + minutes * 60_000 }))
  return (await at(-6)) + (await at(6)) + (2 - (await at(-4)) - (await at(4)))
}

async function wrongAfterRotation(stage: WebhookStage): Promise<number> {
  const [old, fresh] = [await stage.rotate(), await stage.rotate()]
  const during = await one(stage)
  await stage.letPass(24)
  const after = await one(stage)
  const taken = async (secret: string, message: Received) => Number(await isTaken({ secret, message }))
  const wanted = (await taken(old, during)) + (await taken(fresh, during)) + (await taken(fresh, after))
  return 3 - wanted + (await taken(old, after))
}

async function changedIds(stage: WebhookStage): Promise<number> {
  const messages = await stage.send(10)
  const ids = new Set(messages.map(({ headers }) => headers['webhook-id']))
  return 10 - messages.length + ids.size - 1
}
