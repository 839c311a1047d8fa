import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Answers the message, undefined when it was taken before; throws when it is not to be trusted. */
export type Verifier = (
  secret: string,
  headers: Readonly<Record<string, unknown>>,
  body: string,
  now?: number,
) => unknown

/** The code by which docs/webhooks.md has customers verify messages, as it stands there. Each one remembers for itself. */
export async function documentedVerifier(): Promise<Verifier> {
  const page = await readFile(join(import.meta.dirname, '../../docs/webhooks.md'), 'utf8')
  const [, code] = /```js\n(.*?)```/s.exec(page) ?? []
  if (!code) throw new Error('docs/webhooks.md has no code that verifies a message')
  // A comment makes each import another module.
  const url = `data:text/javascript,${encodeURIComponent(`${code}\n// ${crypto.randomUUID()}`)}`
  const { readMessage }: { readMessage: Verifier } = await import(url)
  return readMessage
}
