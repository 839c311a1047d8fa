/**
 * A number from 0 to 2³² − 1 that depends on nothing but its arguments, so that user 700,000 can be made
 * without making the 699,999 before. `salt` names what the number is for.
 */
export function draw(seed: number, index: number, salt: number): number {
  return mix(mix(seed ^ Math.imul(index + 1, 0x9e3779b1)) ^ Math.imul(salt + 1, 0x85ebca77))
}

/** As `draw`, as a fraction from 0 to just under 1. */
export function drawFraction(seed: number, index: number, salt: number): number {
  return draw(seed, index, salt) / 0x1_0000_0000
}

/** One item of a list that is not empty. */
export function pick<T>(items: readonly T[], drawn: number): T {
  const item = items[drawn % items.length]
  if (item === undefined) throw new RangeError('There is nothing to pick from')
  return item
}

/** The same items in an order that depends on the seed and the turn only. */
export function shuffle(items: ArrayLike<number>, seed: number, turn: number): Uint32Array {
  const shuffled = Uint32Array.from(items)
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = draw(seed, last, turn) % (last + 1)
    const moved = shuffled[last] ?? 0
    shuffled[last] = shuffled[other] ?? 0
    shuffled[other] = moved
  }
  return shuffled
}

// The finalizer of lowbias32, a published integer hash with little bias.
function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
  return (hash ^ (hash >>> 15)) >>> 0
}
