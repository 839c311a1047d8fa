import type { Interrupts } from './session.ts'

/** Thrown into a command that was interrupted and could not stop by itself. */
export const interrupted = Symbol('interrupted')

/** Tells of every interrupt until it is taken off again. */
export type OnInterrupt = (listener: () => void) => () => void

/** The interrupts of one command, and the promise that rejects when one of them is to end it. */
export function watchInterrupts(onInterrupt: OnInterrupt): {
  interrupts: Interrupts
  ended: Promise<never>
  release: () => void
} {
  const stops: (() => void)[] = []
  const { promise: ended, reject } = Promise.withResolvers<never>()
  // Usually nothing is interrupted and nobody looks.
  ended.catch(() => undefined)
  const release = onInterrupt(() => {
    const stop = stops.pop()
    if (stop) stop()
    else reject(interrupted)
  })
  const during: Interrupts['during'] = (work, stop) => {
    stops.push(stop)
    return work.finally(() => stops.includes(stop) && stops.splice(stops.indexOf(stop), 1))
  }
  const next = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    return during(promise, resolve)
  }
  return { interrupts: { during, next }, ended, release }
}

/** The signals by which a person, a shell or a supervisor ends this process. */
export const processInterrupts: OnInterrupt = (listener) => {
  for (const signal of signals) process.on(signal, listener)
  return () => {
    for (const signal of signals) process.off(signal, listener)
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const
