import { at, type Call, withQuery } from './call.ts'
import type { Change, Claims, SaasUser, SaasUserDetail } from './person.ts'
import type { Count, Groups, GroupsWish, Page, PageWish } from './types.ts'

type SaasUsersWish = {
  readonly search?: string | undefined
  readonly application?: string | undefined
  readonly applicationId?: string | undefined
  readonly unmatched?: boolean | undefined
  readonly asOf?: string | undefined
}

/** The calls about SaaS users. */
export function saasUserCalls(call: Call) {
  const root = '/api/saas-users'
  return {
    list: (wish: PageWish & SaasUsersWish = {}) => call<Page<SaasUser>>('GET', withQuery(root, wish)),
    count: (wish: SaasUsersWish & Pick<PageWish, 'filter'> = {}) =>
      call<Count>('GET', withQuery(at(root, 'count'), wish)),
    groups: (wish: SaasUsersWish & GroupsWish) => call<Groups>('GET', withQuery(at(root, 'groups'), wish)),
    get: (id: string) => call<SaasUserDetail>('GET', at(root, id)),
    changes: (id: string, wish: PageWish = {}) =>
      call<Page<Change>>('GET', withQuery(at(root, id, 'changes'), wish)),
    claims: (id: string, field: string) => call<Claims>('GET', at(at(root, id, 'claims'), field)),
    /** Whose it is, null: nobody’s; undefined: as the sources say. */
    link: (id: string, personId: string | null | undefined) =>
      call<SaasUser>('PATCH', at(root, id), personId === undefined ? { giveBack: true } : { personId }),
    /** Says that it needs no person, and why. */
    needsNone: (id: string, noPersonReason: string) =>
      call<SaasUser>('PATCH', at(root, id), { personId: null, noPersonReason }),
  }
}
