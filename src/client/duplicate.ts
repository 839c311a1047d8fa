import { at, type Call, withQuery } from './call.ts'
import type { Page, PageWish } from './types.ts'

interface Side {
  readonly id: string
  readonly fullName: string | null
  readonly username: string
  readonly email: string
}

/** Two people who may be the same. */
export interface Duplicate {
  readonly id: string
  /** What both say the same. */
  readonly reasons: readonly { readonly reason: 'name' | 'address' | 'phone'; readonly text: string }[]
  readonly first: Side
  readonly second: Side
  /** Who said that they are two people. */
  readonly dismissedBy: string | null
  readonly dismissedAt: string | null
}

export const duplicateCalls = (call: Call) => ({
  duplicates: {
    list: (wish: PageWish & { readonly dismissed?: boolean } = {}) =>
      call<Page<Duplicate>>('GET', withQuery('/api/duplicates', wish)),
    dismiss: (id: string) => call<Duplicate>('POST', at('/api/duplicates', id, 'dismiss')),
    restore: (id: string) => call<Duplicate>('POST', at('/api/duplicates', id, 'restore')),
  },
})
