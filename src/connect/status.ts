import { AppError, type FaultCode } from '../lib/errors.ts'
import type { Answer } from './door/door.ts'
import { requestDetail } from './door/trouble.ts'
import type { CheckSpec } from './manifest.ts'
import { retryAfter } from './retry.ts'

/** An answer and what is needed to speak about it. */
export interface Answered {
  readonly url: URL
  readonly answer: Answer
  /** The connector's words for 401 and 403. */
  readonly words: Pick<CheckSpec, 'unauthorized' | 'forbidden'>
  readonly now: number
}

/** The fault an answer's status stands for; nothing for a 200, the only one that carries a list. */
export function statusFault({ url, answer, words, now }: Answered): AppError | undefined {
  const { status } = answer
  if (status === 200) return undefined
  const { code, text } = meaning(status, url, words)
  const wait = retryAfter(answer.headers['retry-after']?.toString(), now)
  const detail = { ...requestDetail(url), status, ...(wait === undefined ? {} : { waitMilliseconds: wait }) }
  return new AppError(code, text, detail)
}

function meaning(status: number, url: URL, words: Answered['words']): { code: FaultCode; text: string } {
  const said = `${url.host} answered ${status}`
  if (status === 401) return { code: 'vendor.auth', text: words.unauthorized }
  if (status === 403) return { code: 'vendor.permission', text: words.forbidden }
  if (status === 408) return { code: 'vendor.down', text: `${said}: the request took it too long.` }
  if (status === 429) return { code: 'vendor.busy', text: `${said}: too many requests in a short time.` }
  if (status >= 500) return { code: 'vendor.down', text: `${said}: something is wrong on its side.` }
  if (status >= 300 && status < 400)
    return {
      code: 'vendor.odd',
      text: `${said}, a redirect, which is not followed so that no credential ends up elsewhere. Check the address.`,
    }
  if (status === 404)
    return { code: 'vendor.odd', text: `${said}: there is nothing at ${url.pathname}. Check the address.` }
  return { code: 'vendor.odd', text: `${said}, which is not the answer expected to ${url.pathname}.` }
}
