/** Draws that are the same for the same seed, so that a failure can be had again. */
export interface Dice {
  /** From 0, below 1. */
  next(): number
  /** A whole number from 0, below `most`. */
  whole(most: number): number
  pick<T>(all: readonly [T, ...T[]]): T
}

/** Mulberry32: small, and good enough to choose moments with. */
export function newDice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (most: number) => Math.floor(next() * most)
  return { next, whole, pick: (all) => all[whole(all.length)] ?? all[0] }
}
