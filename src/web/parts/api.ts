import type { Answer, Ask } from '../../client/answer.ts'
import { ApiError } from '../../client/api-error.ts'
import { type Client, createClient } from '../../client/client.ts'
import { askForProof, type Wanted } from './proof.ts'
import { reach } from './reach.ts'

/** The API, asked by whoever is signed in in this browser. */
export const api: Client = createClient(async (ask) => {
  const answer = await send(ask)
  const wanted = proofWanted(ask, answer)
  // The request waits, and whatever was typed with it: it goes on once the proof is given.
  return wanted && (await askForProof(wanted)) ? send(ask) : answer
})

/** What signs somebody in says itself why it was refused. */
const signingIn = /^\/api\/(session|setup|sign-in|invitation|reset)\b/

function proofWanted({ path }: Ask, { status, text }: Answer): Wanted | undefined {
  if (signingIn.test(path)) return undefined
  if (status === 401) return 'sign-in'
  return status === 403 && text.includes('"sign-in.confirm"') ? 'confirm' : undefined
}

async function send({ method, path, body }: Ask): Promise<Answer> {
  try {
    const answer = await fetch(path, {
      method,
      headers: { accept: 'application/json', 'x-muster': '1', ...(body ? json : {}) },
      ...(body ? { body } : {}),
    })
    const text = await answer.text()
    reach.set(true)
    return { status: answer.status, text }
  } catch (cause) {
    reach.set(false)
    throw new ApiError('server.unavailable', 'Muster does not answer; nothing you typed is lost', [], cause)
  }
}

const json = { 'content-type': 'application/json' }
