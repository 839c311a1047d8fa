import { drawFraction } from '../draw.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { Amounts, Effect, Page } from './fault.ts'
import { findEffect } from './shelf.ts'

/** When a fault strikes; every condition given must hold, and without any it is every request. */
export interface When {
  /** The number of the request, or several, counted from 1 since the faults were set. */
  readonly request?: number | readonly number[]
  /** The number of the page, counted from 0. */
  readonly page?: number
  /** The page that begins here. */
  readonly offset?: number
  /** The first, middle or last page of the list, or the empty one after it. */
  readonly position?: 'first' | 'middle' | 'last' | 'end'
  /** From 0 to 1, drawn from the seed. */
  readonly probability?: number
}

/** A fault to be set, as data. */
export interface FaultOrder {
  readonly id: string
  readonly variant?: string
  readonly on?: When
  /** How often it strikes at most; without it, for ever. */
  readonly times?: number
  readonly with?: Amounts
}

/** A fault that waits for its moment. */
export interface ArmedFault {
  readonly order: FaultOrder
  readonly effect: Effect
  struck: number
}

/** Gets a fault ready; throws a `RangeError` for an id, variant or condition that does not exist. */
export function armFault(order: FaultOrder): ArmedFault {
  return { order, effect: findEffect(order.id, order.variant), struck: 0 }
}

/** Reads a fault that came from outside. */
export function readFaultOrder(given: unknown): FaultOrder {
  if (!isObject(given) || typeof given.id !== 'string') throw new RangeError('A fault has an id, F1 to F22')
  refuseOthers(given, ['id', 'variant', 'on', 'times', 'with'])
  if (given.on !== undefined) refuseOthers(given.on, ['request', 'page', 'offset', 'position', 'probability'])
  if (given.with !== undefined) {
    refuseOthers(given.with, ['ms', 'bytes', 'seconds', 'every', 'kilobytes', 'host'])
  }
  // The names were checked; this is a tool for tests, so values of a wrong type merely never match.
  return given as unknown as FaultOrder
}

/** Whether the fault strikes this request, and counts it. */
export function strikes(fault: ArmedFault, request: number, page: Page | undefined, seed: number): boolean {
  const { on = {}, times = Number.POSITIVE_INFINITY } = fault.order
  const fits =
    fault.struck < times &&
    (on.request === undefined || [on.request].flat().includes(request)) &&
    fitsPage(on, page) &&
    (on.probability === undefined || drawFraction(seed, request, 95) < on.probability)
  if (fits) fault.struck++
  return fits
}

function fitsPage(on: When, page: Page | undefined): boolean {
  if (on.page === undefined && on.offset === undefined && on.position === undefined) return true
  if (page === undefined) return false
  const number = Math.floor(page.offset / page.limit)
  return (
    (on.page === undefined || on.page === number) &&
    (on.offset === undefined || on.offset === page.offset) &&
    (on.position === undefined || fitsPosition(on.position, page))
  )
}

function fitsPosition(position: NonNullable<When['position']>, { offset, limit, total }: Page): boolean {
  if (position === 'first') return offset === 0
  if (position === 'end') return offset >= total
  if (position === 'last') return offset < total && offset + limit >= total
  const pages = Math.ceil(total / limit)
  return Math.floor(offset / limit) === Math.floor((pages - 1) / 2) && offset < total
}

function refuseOthers(given: unknown, names: readonly string[]): asserts given is JsonObject {
  if (!isObject(given)) throw new RangeError('The parts of a fault are objects')
  const other = Object.keys(given).find((name) => !names.includes(name))
  if (other !== undefined) throw new RangeError(`A fault has no ${other}; there are ${names.join(', ')}`)
}
