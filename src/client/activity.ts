import type { Json } from '../lib/value.ts'
import { at, type Call, withQuery } from './call.ts'
import type { Page, PageWish } from './types.ts'

/** What somebody did. */
export interface Act {
  readonly number: number
  readonly at: string
  readonly who: { readonly way: string; readonly id: string | null; readonly name: string }
  readonly act: string
  readonly thing: { readonly noun: string; readonly id: string | null; readonly name: string | null } | null
  readonly changes: readonly ActChange[]
  readonly digest: string | null
  readonly from: {
    readonly address: string | null
    readonly agent: string | null
    readonly request: string | null
  }
  readonly mac: string
}

/** Of what is hidden, only that it changed. */
export interface ActChange {
  readonly field: string
  readonly before: Json
  readonly after: Json
  readonly hidden: boolean
}

/** A place of the chain of acts, to be written down where nobody can change it. */
export interface Anchor {
  readonly number: number
  readonly mac: string
}

/** Whether all acts are as they were written. */
export interface Verification {
  readonly ok: boolean
  readonly from: number
  readonly through: number
  readonly bad: { readonly number: number; readonly message: string } | null
}

/** Which acts are wanted; what is left out does not matter. */
export type ActivityWish = {
  readonly who?: string | undefined
  readonly act?: string | undefined
  readonly thing?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
}

/** The calls about what was done. */
export function activityCalls(call: Call) {
  const root = '/api/activity'
  return {
    list: (wish: PageWish & ActivityWish = {}) => call<Page<Act>>('GET', withQuery(root, wish)),
    head: () => call<Anchor>('GET', at(root, 'head')),
    verify: (anchors: readonly Anchor[]) => call<Verification>('POST', at(root, 'verification'), { anchors }),
  }
}
