import type {
  Account,
  AccountPatch,
  Group,
  HandedLink,
  MadeToken,
  NewAccount,
  NewRole,
  NewToken,
  Right,
  Role,
  Token,
} from './access.ts'
import type { SignInWays } from './account.ts'
import { at, type Call, withQuery } from './call.ts'
import type { NewProvider, Provider, ProviderEdit } from './provider.ts'
import type { Page, PageWish } from './types.ts'

/** Accounts, roles, tokens and identity providers: who may do what, and where they come from. */
export function accessCalls(call: Call) {
  return {
    accounts: accountsCalls(call),
    rights: () => call<Page<Right>>('GET', '/api/rights'),
    roles: {
      list: () => call<Page<Role>>('GET', '/api/roles'),
      get: (key: string) => call<Role>('GET', at('/api/roles', key)),
      create: (role: NewRole) => call<Role>('POST', '/api/roles', role),
      update: (key: string, patch: Partial<NewRole>) => call<Role>('PATCH', at('/api/roles', key), patch),
      remove: (key: string) => call<void>('DELETE', at('/api/roles', key)),
    },
    providers: {
      list: () => call<Page<Provider>>('GET', '/api/providers'),
      get: (id: string) => call<Provider>('GET', at('/api/providers', id)),
      create: (provider: NewProvider) => call<Provider>('POST', '/api/providers', provider),
      update: (id: string, edit: ProviderEdit) => call<Provider>('PATCH', at('/api/providers', id), edit),
      remove: (id: string) => call<void>('DELETE', at('/api/providers', id)),
      takePasswords: (password: boolean) => call<SignInWays>('PATCH', '/api/sign-in', { password }),
    },
    groups: {
      list: () => call<Page<Group>>('GET', '/api/groups'),
      update: (id: string, role: string | null) => call<Group>('PATCH', at('/api/groups', id), { role }),
    },
    tokens: {
      list: (wish: PageWish = {}) => call<Page<Token>>('GET', withQuery('/api/tokens', wish)),
      create: (token: NewToken) => call<MadeToken>('POST', '/api/tokens', token),
      remove: (id: string) => call<void>('DELETE', at('/api/tokens', id)),
    },
  }
}

function accountsCalls(call: Call) {
  const root = '/api/accounts'
  return {
    list: (wish: PageWish & { readonly search?: string | undefined } = {}) =>
      call<Page<Account>>('GET', withQuery(root, wish)),
    invite: (account: NewAccount) => call<HandedLink>('POST', root, account),
    get: (id: string) => call<Account>('GET', at(root, id)),
    update: (id: string, patch: AccountPatch) => call<Account>('PATCH', at(root, id), patch),
    remove: (id: string) => call<void>('DELETE', at(root, id)),
    reset: (id: string) => call<HandedLink>('POST', at(root, id, 'reset')),
    /** Only over the socket. */
    link: (id: string) => call<{ readonly link: string }>('POST', at(root, id, 'link')),
    endSessions: (id: string) => call<void>('DELETE', at(root, id, 'sessions')),
  }
}
