import type { JsonObject } from '../lib/value.ts'
import { at, type Call, withQuery } from './call.ts'
import type { Change, Claims, HandPatch, Named, Person, PersonDetail } from './person.ts'
import type { Count, Groups, GroupsWish, Page, PageWish } from './types.ts'

type PeopleWish = {
  readonly search?: string | undefined
  readonly archived?: boolean | undefined
  /** The day at whose end they are looked at: 2026-01-31. */
  readonly asOf?: string | undefined
}

/** The calls about people. */
export function peopleCalls(call: Call) {
  const root = '/api/people'
  return {
    list: (wish: PageWish & PeopleWish = {}) => call<Page<Person>>('GET', withQuery(root, wish)),
    count: (wish: PeopleWish & Pick<PageWish, 'filter'> = {}) =>
      call<Count>('GET', withQuery(at(root, 'count'), wish)),
    groups: (wish: PeopleWish & GroupsWish) => call<Groups>('GET', withQuery(at(root, 'groups'), wish)),
    names: (ids: readonly string[]) =>
      call<{ readonly items: readonly Named[] }>('GET', withQuery(at(root, 'names'), { ids: ids.join() })),
    get: (id: string) => call<PersonDetail>('GET', at(root, id)),
    changes: (id: string, wish: PageWish = {}) =>
      call<Page<Change>>('GET', withQuery(at(root, id, 'changes'), wish)),
    update: (id: string, patch: HandPatch) => call<PersonDetail>('PATCH', at(root, id), patch),
    archive: (id: string) => call<PersonDetail>('POST', at(root, id, 'archive')),
    restore: (id: string) => call<PersonDetail>('POST', at(root, id, 'restore')),
    everything: (id: string) => call<JsonObject>('GET', at(root, id, 'everything')),
    erase: (id: string, username: string) => call<void>('POST', at(root, id, 'erase'), { username }),
    claims: (id: string, field: string) => call<Claims>('GET', at(at(root, id, 'claims'), field)),
  }
}
