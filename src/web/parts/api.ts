import type { Answer, Ask } from '../../client/answer.ts'
import { ApiError } from '../../client/api-error.ts'
import { type Client, createClient } from '../../client/client.ts'
import { askForProof, type Wanted } from './proof.ts'
import { queryClient } from './query-client.ts'
import { reach } from './reach.ts'
import { forgetTag, keepTag, tagFor } from './tags.ts'

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
    const tag = tagFor(method, path)
    const answer = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        'x-muster': '1',
        ...(body ? json : {}),
        ...(tag ? { 'if-match': tag } : {}),
      },
      ...(body ? { body } : {}),
    })
    const text = await answer.text()
    reach.set(true)
    keepTag(method, path, answer.headers.get('etag'))
    if (answer.status === 412) lookAgain(path)
    return { status: answer.status, text }
  } catch (cause) {
    reach.set(false)
    throw new ApiError('server.unavailable', 'Muster does not answer; nothing you typed is lost', [], cause)
  }
}

/** Somebody edited it meanwhile: the page shows what there is now, and the next attempt is meant for that. */
function lookAgain(path: string): void {
  forgetTag(path)
  void queryClient.invalidateQueries()
}

const json = { 'content-type': 'application/json' }
