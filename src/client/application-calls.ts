import { at, type Call, withQuery } from './call.ts'
import type { ApplicationPatch, Change, Cost, SaasApplication } from './person.ts'
import type { Count, Groups, GroupsWish, Page, PageWish } from './types.ts'

/** The day is that at whose end they are looked at: 2026-01-31. */
type Searched = {
  readonly search?: string | undefined
  readonly archived?: boolean | undefined
  readonly asOf?: string | undefined
}

/** The calls about SaaS applications. */
export function applicationCalls(call: Call) {
  const root = '/api/saas-applications'
  return {
    list: (wish: PageWish & Searched = {}) => call<Page<SaasApplication>>('GET', withQuery(root, wish)),
    count: (wish: Searched & Pick<PageWish, 'filter'> = {}) =>
      call<Count>('GET', withQuery(at(root, 'count'), wish)),
    groups: (wish: Searched & GroupsWish) => call<Groups>('GET', withQuery(at(root, 'groups'), wish)),
    costs: (wish: Searched & Pick<PageWish, 'filter'> = {}) =>
      call<{ readonly items: readonly Cost[] }>('GET', withQuery(at(root, 'costs'), wish)),
    get: (id: string) => call<SaasApplication>('GET', at(root, id)),
    changes: (id: string, wish: PageWish = {}) =>
      call<Page<Change>>('GET', withQuery(at(root, id, 'changes'), wish)),
    update: (id: string, patch: ApplicationPatch) => call<SaasApplication>('PATCH', at(root, id), patch),
  }
}
