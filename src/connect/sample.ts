import type { Json } from '../lib/value.ts'
import { pageUrl, type Subject } from './ask.ts'
import { readRecords } from './body.ts'
import { callVendor, type Line } from './call.ts'
import { retried } from './retry.ts'

/**
 * The first records of a list, at most so many, in one request: something to look at while a mapping is made. Throws
 * like reading a list does.
 */
export function readSample(
  at: Subject & Line & { readonly random?: () => number },
  size: number,
): Promise<readonly Json[]> {
  const { clock, random = Math.random, signal, load } = at
  const url = pageUrl(at, { offset: 0, size })
  const ask = async () => readRecords((await callVendor(at, url)).json, load, url).slice(0, size)
  return retried(ask, { clock, random, signal })
}
