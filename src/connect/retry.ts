import type { Clock } from '../lib/clock.ts'
import { AppError, faults } from '../lib/errors.ts'

/** What retrying needs from outside: time, and chance between 0 and 1. */
export interface RetryMeans {
  readonly clock: Clock
  readonly random: () => number
  readonly signal?: AbortSignal | undefined
}

/** Asks again while that can help. Throws the last fault, or `vendor.busy` when the wait asked for is too long. */
export async function retried<T>(ask: () => Promise<T>, { clock, random, signal }: RetryMeans): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const next = decide({ fault: error, tries, chance: random(), now: clock.now() })
      if (next.kind === 'give-up') throw next.fault
      await clock.sleep(next.milliseconds, signal)
    }
  }
}

/** A try that failed: the how manyth it was, and what chance and the clock say. */
export interface FailedTry {
  readonly fault: AppError
  readonly tries: number
  /** From 0 up to 1. */
  readonly chance: number
  readonly now: number
}

export type Decision =
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'give-up'; readonly fault: AppError }

const most = { tries: 6, timeouts: 2, wait: 15 * 60_000 }

/** Whether to ask again, and when. */
export function decide({ fault, tries, chance, now }: FailedTry): Decision {
  const { reason } = fault.detail
  // An answer that takes too long is asked for again in smaller pages rather than many times.
  const allowed = reason === 'timeout' ? most.timeouts : most.tries
  const canHelp = faults[fault.code].retry || reason === 'garbled'
  if (!canHelp || tries >= allowed) return { kind: 'give-up', fault }
  const own = fault.code === 'vendor.busy' ? patience(tries, chance) : backOff(tries, chance)
  const told = toldWait(fault)
  if (told === undefined) return { kind: 'wait', milliseconds: own }
  if (told > most.wait) return { kind: 'give-up', fault: comeBack(fault, now + told) }
  // Told once, we do as told; told again, it was too short.
  const atLeast = tries === 1 ? told : Math.max(told, own)
  return { kind: 'wait', milliseconds: atLeast + chance * Math.min(5_000, atLeast / 10) }
}

/** Full jitter, so that those who failed together do not return together: up to 4, 8, 16, 32, 60 s. */
function backOff(tries: number, chance: number): number {
  return chance * Math.min(60_000, 2_000 * 2 ** tries)
}

/**
 * From 15, 30, 60, 60, 60 s up to half as much again: 225 s at the least over all tries, for
 * Planhat counts over windows of up to 120 s and tells no Retry-After.
 */
function patience(tries: number, chance: number): number {
  return Math.min(60_000, 7_500 * 2 ** tries) * (1 + chance / 2)
}

function toldWait(fault: AppError): number | undefined {
  const { waitMilliseconds } = fault.detail
  return typeof waitMilliseconds === 'number' ? waitMilliseconds : undefined
}

function comeBack(fault: AppError, at: number): AppError {
  const when = new Date(at).toISOString()
  const text = `The vendor asks us to come back later, at ${when}. Run again after that.`
  return new AppError('vendor.busy', text, { ...fault.detail, comeBackAt: when })
}

/** The wait in milliseconds that a Retry-After header asks for; nothing for what makes no sense. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? ''
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : dateOf(text) - now
  return wait > 0 ? wait : undefined
}

/** HTTP dates only: `Date.parse` takes nearly anything for a date. */
function dateOf(text: string): number {
  return /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)
    ? Date.parse(text)
    : Number.NaN
}
