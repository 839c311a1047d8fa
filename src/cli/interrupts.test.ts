import { describe, expect, it } from 'vitest'
import { interrupted, watchInterrupts } from './interrupts.ts'

function watched() {
  const listeners = new Set<() => void>()
  const watch = watchInterrupts((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  })
  return { ...watch, listeners, press: () => listeners.forEach((listener) => void listener()) }
}

describe('Ctrl-C', () => {
  it('ends a command that has nothing to stop', async () => {
    const { ended, press } = watched()
    press()
    await expect(ended).rejects.toBe(interrupted)
  })

  it('stops work that knows how to, and ends the command when pressed again', async () => {
    const { interrupts, ended, press } = watched()
    let stops = 0
    void interrupts.during(new Promise(() => undefined), () => stops++)
    press()
    expect(stops).toBe(1)
    press()
    await expect(ended).rejects.toBe(interrupted)
    expect(stops).toBe(1)
  })

  it('ends the command again once the work is done', async () => {
    const { interrupts, ended, press } = watched()
    let stops = 0
    expect(await interrupts.during(Promise.resolve('done'), () => stops++)).toBe('done')
    press()
    await expect(ended).rejects.toBe(interrupted)
    expect(stops).toBe(0)
  })

  it('can be waited for', async () => {
    const { interrupts, press } = watched()
    const next = interrupts.next()
    press()
    await expect(next).resolves.toBeUndefined()
  })

  it('is left alone afterwards', () => {
    const { release, listeners } = watched()
    release()
    expect(listeners.size).toBe(0)
  })
})
