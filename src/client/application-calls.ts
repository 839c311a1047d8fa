import { at, type Call } from './call.ts'
import type { ApplicationPatch, SaasApplication } from './person.ts'
import type { Page } from './types.ts'

/** The calls about SaaS applications. */
export function applicationCalls(call: Call) {
  const root = '/api/saas-applications'
  return {
    list: () => call<Page<SaasApplication>>('GET', root),
    get: (id: string) => call<SaasApplication>('GET', at(root, id)),
    update: (id: string, patch: ApplicationPatch) => call<SaasApplication>('PATCH', at(root, id), patch),
  }
}
