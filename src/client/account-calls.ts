import type { OpenSession, Proofs, Session, Setup, SignIn, SignInWays } from './account.ts'
import { at, type Call } from './call.ts'
import type { Page } from './types.ts'

/** Signing in, and one's own account. */
export function accountCalls(call: Call) {
  return {
    session: {
      get: () => call<Session>('GET', '/api/session'),
      ways: () => call<SignInWays>('GET', '/api/sign-in'),
      begin: (signIn: SignIn) => call<Session>('POST', '/api/session', signIn),
      byLink: (link: string) => call<Session>('POST', '/api/session/link', { link }),
      proofs: () => call<Proofs>('GET', '/api/session/proofs'),
      confirm: (proof: { readonly password?: string; readonly code?: string }) =>
        call<Session>('POST', '/api/session/confirm', proof),
      end: () => call<void>('DELETE', '/api/session'),
    },
    setup: {
      isOpen: () => call<{ readonly open: boolean }>('GET', '/api/setup'),
      finish: (setup: Setup) => call<Session>('POST', '/api/setup', setup),
    },
    welcome: (invitation: { readonly token: string; readonly name?: string; readonly password: string }) =>
      call<Session>('POST', '/api/invitation', invitation),
    askForReset: (email: string) => call<void>('POST', '/api/reset', { email }),
    account: ownCalls(call),
  }
}

function ownCalls(call: Call) {
  const root = '/api/account'
  return {
    rename: (name: string) => call<unknown>('PATCH', root, { name }),
    changePassword: (change: { readonly current: string; readonly password: string }) =>
      call<void>('POST', `${root}/password`, change),
    beginTotp: () => call<{ readonly uri: string; readonly secret: string }>('POST', `${root}/totp`),
    confirmTotp: (code: string) =>
      call<{ readonly recoveryCodes: readonly string[] }>('POST', `${root}/totp/confirm`, { code }),
    endTotp: () => call<void>('DELETE', `${root}/totp`),
    sessions: () => call<Page<OpenSession>>('GET', `${root}/sessions`),
    endSession: (id: string) => call<void>('DELETE', at(`${root}/sessions`, id)),
  }
}
