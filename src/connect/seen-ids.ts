import { randomInt } from 'node:crypto'

/**
 * Remembers which ids were seen, in 12 to 24 bytes each: 64-bit fingerprints in an open table, where
 * a set of texts would take some 100.
 */
export interface SeenIds {
  /** Remembers the id. False when it was seen before, or, once in billions of ids, only seems so. */
  add(id: string): boolean
  readonly size: number
}

/** The seed keeps a sender from choosing ids that collide. */
export function seenIds(seed: number = randomInt(2 ** 32)): SeenIds {
  let table = emptyTable(4096)
  return {
    add: (id) => {
      const [high, low] = fingerprint(id, seed)
      if (!insert(table, high, low)) return false
      if (table.used * 3 > table.high.length * 2) table = grown(table)
      return true
    },
    get size() {
      return table.used
    },
  }
}

/** Both halves zero is an empty slot. The length is a power of two. */
interface Table {
  readonly high: Uint32Array
  readonly low: Uint32Array
  used: number
}

function emptyTable(slots: number): Table {
  return { high: new Uint32Array(slots), low: new Uint32Array(slots), used: 0 }
}

function insert(table: Table, high: number, low: number): boolean {
  const mask = table.high.length - 1
  let slot = low & mask
  while (table.low[slot] !== 0 || table.high[slot] !== 0) {
    if (table.low[slot] === low && table.high[slot] === high) return false
    slot = (slot + 1) & mask
  }
  table.high[slot] = high
  table.low[slot] = low
  table.used++
  return true
}

function grown(old: Table): Table {
  const table = emptyTable(old.high.length * 2)
  for (const [slot, low] of old.low.entries()) {
    const high = old.high[slot] ?? 0
    if (low !== 0 || high !== 0) insert(table, high, low)
  }
  return table
}

/** Two 32-bit hashes that mix into each other (the public-domain cyrb53, whole). Never zero in both halves. */
function fingerprint(id: string, seed: number): readonly [number, number] {
  let a = 0xdeadbeef ^ seed
  let b = 0x41c6ce57 ^ seed
  for (let i = 0; i < id.length; i++) {
    const unit = id.charCodeAt(i)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return [b >>> 0, a >>> 0 || 1]
}
