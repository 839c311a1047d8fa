import { randomInt } from 'node:crypto'

/**
 * Remembers which ids were seen, in 8 to 15 bytes each, where a set of texts would take some 100: as 52-bit
 * fingerprints, of which 12 bits choose one of many small open tables and 40 are kept in it. A small table grows
 * without all of them being there twice for a moment.
 */
export interface SeenIds {
  /** Remembers the id. False when it was seen before, or, in one of thousands of lists of a million, only seems so. */
  add(id: string): boolean
  readonly size: number
}

/** The seed keeps a sender from choosing ids that collide. */
export function seenIds(seed: number = randomInt(2 ** 32)): SeenIds {
  const tables = Array.from({ length: 4096 }, () => emptyTable(8))
  let size = 0
  return {
    add: (id) => {
      const [high, low] = fingerprint(id, seed)
      const at = high >>> 20
      const table = tables[at] ?? emptyTable(8)
      if (!insert(table, high & 0xff, low)) return false
      if (table.used * 3 > table.low.length * 2) tables[at] = grown(table)
      size++
      return true
    },
    get size() {
      return size
    },
  }
}

/** A slot whose lower part is zero is empty. The length is a power of two. */
interface Table {
  readonly high: Uint8Array
  readonly low: Uint32Array
  used: number
}

function emptyTable(slots: number): Table {
  return { high: new Uint8Array(slots), low: new Uint32Array(slots), used: 0 }
}

function insert(table: Table, high: number, low: number): boolean {
  const mask = table.low.length - 1
  let slot = low & mask
  while (table.low[slot] !== 0) {
    if (table.low[slot] === low && table.high[slot] === high) return false
    slot = (slot + 1) & mask
  }
  table.high[slot] = high
  table.low[slot] = low
  table.used++
  return true
}

function grown(old: Table): Table {
  const table = emptyTable(old.low.length * 2)
  for (const [slot, low] of old.low.entries()) if (low !== 0) insert(table, old.high[slot] ?? 0, low)
  return table
}

/** Two 32-bit hashes that mix into each other (the public-domain cyrb53, whole). The second is never zero. */
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
