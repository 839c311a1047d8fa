import { draw } from './draw.ts'

/** Everything a generated user depends on besides its index. */
export interface Blueprint {
  readonly seed: number
  /** Seconds between the creation of one user and the next. */
  readonly step: number
  /** The ten hex digits every id of this tenant has in the middle. */
  readonly machine: string
}

const start = Date.UTC(2016, 0, 4) / 1000
const span = 10 * 365 * 86_400
const week = 7 * 86_400
const salt = { jitter: 21, machine: 22 }

/** Spreads `count` users over the ten years from 2016, at most a week apart. */
export function blueprint(seed: number, count: number): Blueprint {
  const step = Math.max(1, Math.min(week, Math.floor(span / Math.max(1, count))))
  return { seed, step, machine: `a1${hex(draw(seed, 0, salt.machine), 8)}` }
}

/** When user `index` was created, in seconds since 1970; never earlier than the user before. */
export function createdSecond({ seed, step }: Blueprint, index: number): number {
  return start + index * step + (draw(seed, index, salt.jitter) % step)
}

/** The id of user `index`: 24 hex digits that begin with its creation time, so ids sort by index. */
export function objectId(print: Blueprint, index: number): string {
  return `${hex(createdSecond(print, index), 8)}${print.machine}${hex(index % 0x1000000, 6)}`
}

/** The index whose id this would be. The caller compares, as any 24 hex digits give some index. */
export function indexOfObjectId({ step }: Blueprint, id: string): number | undefined {
  const second = Number.parseInt(id.slice(0, 8), 16)
  const index = Math.floor((second - start) / step)
  return index >= 0 ? index : undefined
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
