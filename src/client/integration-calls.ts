import { at, type Call } from './call.ts'
import type {
  Brake,
  Deleted,
  Ending,
  Integration,
  IntegrationPatch,
  NewIntegration,
  SmartMapping,
} from './integration.ts'
import type { Run, RunMode } from './run.ts'
import type { Preview, PreviewWish, Sample } from './sample.ts'
import type { Survey } from './survey.ts'
import type { Credential, CredentialPatch, CredentialTest, NewCredential, Page } from './types.ts'

/** The calls about integrations, and what is found out for them at the vendor. */
export function integrationCalls(call: Call) {
  const root = '/api/integrations'
  return {
    list: () => call<Page<Integration>>('GET', root),
    brakes: () => call<Page<Brake>>('GET', '/api/brakes'),
    create: (integration: NewIntegration) => call<Integration>('POST', root, integration),
    get: (id: string) => call<Integration>('GET', at(root, id)),
    update: (id: string, patch: IntegrationPatch) => call<Integration>('PATCH', at(root, id), patch),
    remove: (id: string) => call<Deleted>('DELETE', at(root, id)),
    endings: () => call<Page<Ending>>('GET', '/api/endings'),
    pause: (id: string, because?: string) =>
      call<Integration>('POST', at(root, id, 'pause'), because === undefined ? {} : { because }),
    resume: (id: string) => call<Integration>('POST', at(root, id, 'resume')),
    smartMapping: (id: string, accept: boolean) =>
      call<SmartMapping>('POST', at(root, id, 'smart-mapping'), { accept }),
    run: (id: string, mode: RunMode) => call<Run>('POST', at(root, id, 'runs'), { mode }),
    takeSample: (id: string) => call<Sample>('POST', at(root, id, 'sample')),
    sample: (id: string) => call<Sample>('GET', at(root, id, 'sample')),
    survey: (id: string) => call<Survey>('GET', at(root, id, 'survey')),
    askSurvey: (id: string) => call<Survey>('POST', at(root, id, 'survey')),
    preview: (id: string, wish: PreviewWish) => call<Preview>('POST', at(root, id, 'sample/preview'), wish),
  }
}

/** The calls about what opens the vendors. */
export function credentialCalls(call: Call) {
  const root = '/api/credentials'
  return {
    list: () => call<Page<Credential>>('GET', root),
    get: (id: string) => call<Credential>('GET', at(root, id)),
    create: (credential: NewCredential) => call<Credential>('POST', root, credential),
    update: (id: string, patch: CredentialPatch) => call<Credential>('PATCH', at(root, id), patch),
    remove: (id: string) => call<void>('DELETE', at(root, id)),
    test: (id: string) => call<CredentialTest>('POST', at(root, id, 'test')),
  }
}
