import type { Knobs } from './knobs.ts'
import { type Reply, refusalReply } from './reply.ts'

/** What one token has used up. Times are milliseconds of the scaled clock. */
export interface Meter {
  windowStart: number
  calls: number
  /** What is left of the requests per second, refilled as time goes by. */
  bucket: number
  refilled: number
  inFlight: number
}

/** A meter nothing was counted on yet. */
export function createMeter(now: number, { ratePerSecond }: Knobs): Meter {
  return { windowStart: now, calls: 0, bucket: ratePerSecond, refilled: now, inFlight: 0 }
}

/** Counts a request; false when it is one too many and must be answered with 429. */
export function countRequest(meter: Meter, knobs: Knobs, now: number): boolean {
  if (now >= meter.windowStart + knobs.rateWindowMs) {
    meter.windowStart = now
    meter.calls = 0
  }
  const refill = ((now - meter.refilled) / 1000) * knobs.ratePerSecond
  meter.bucket = Math.min(knobs.ratePerSecond, meter.bucket + refill)
  meter.refilled = now
  const allowed = meter.calls < knobs.rateCalls && meter.bucket >= 1 && meter.inFlight < knobs.rateInFlight
  if (!allowed) return false
  meter.calls++
  meter.bucket--
  return true
}

/** The rate headers of an answer, spelled as the knob says. */
export function rateHeaders(meter: Meter, knobs: Knobs, now: number): Readonly<Record<string, string>> {
  const limit = String(knobs.rateCalls)
  const remaining = String(Math.max(0, knobs.rateCalls - meter.calls))
  const reset = meter.windowStart + knobs.rateWindowMs
  const modern = { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining }
  switch (knobs.rateHeaders) {
    case 'none':
      return {}
    case '2017':
      return { 'X-Rate-Limit-Limit': limit, 'X-Rate-Limit-Remaining': remaining }
    case 'delta':
      return { ...modern, 'x-ratelimit-reset': String(Math.ceil((reset - now) / 1000)) }
    case 'epoch-s':
      return { ...modern, 'x-ratelimit-reset': String(Math.ceil(reset / 1000)) }
    case 'epoch-ms':
      return { ...modern, 'x-ratelimit-reset': String(Math.ceil(reset)) }
  }
}

/** The 429 of a token that asked too often. */
export function busyReply(
  { busyBody, retryAfter }: Pick<Knobs, 'busyBody' | 'retryAfter'>,
  wait: number,
): Reply {
  const reply = refusalReply(429, 'Too many requests', busyBody, 0)
  const header = retryAfterHeader(retryAfter, wait)
  return header === undefined ? reply : { ...reply, headers: { ...reply.headers, 'retry-after': header } }
}

/** `Retry-After` in each style a client may meet; `wait` is in milliseconds. */
function retryAfterHeader(style: Knobs['retryAfter'], wait: number): string | undefined {
  switch (style) {
    case 'absent':
      return undefined
    case 'seconds':
      return String(Math.ceil(wait / 1000))
    case 'date':
      return new Date(Date.now() + wait).toUTCString()
    case 'garbage':
      return 'soon'
    case 'zero':
      return '0'
    case 'huge':
      return '3600'
  }
}
