import type { JsonObject } from '../lib/value.ts'
import { accessCalls } from './access-calls.ts'
import { accountCalls } from './account-calls.ts'
import type { Act, ActivityWish, Anchor, Verification } from './activity.ts'
import { applicationCalls } from './application-calls.ts'
import { bulkEditCalls } from './bulk-edit.ts'
import { at, type Call, caller, type Send, withQuery } from './call.ts'
import type {
  ConfigurationApplied,
  ConfigurationPlan,
  ConfigurationWord,
  FieldImpact,
  FileSchemas,
  Files,
} from './configuration.ts'
import { deviceCalls } from './device-calls.ts'
import { duplicateCalls } from './duplicate.ts'
import type { Pipe, ReadExpression } from './expression.ts'
import type { Found } from './found.ts'
import type {
  Brake,
  Deleted,
  Ending,
  Integration,
  IntegrationPatch,
  NewIntegration,
  SmartMapping,
} from './integration.ts'
import type { LetterVerdict, Mail } from './mail.ts'
import { mergeCalls } from './merge.ts'
import type { Notice } from './notice.ts'
import type { Change, Claims, HandPatch, Named, Person, PersonDetail } from './person.ts'
import type { Outcome, OutcomeFile, OutcomesWish, Run, RunMode } from './run.ts'
import { saasUserCalls } from './saas-user-calls.ts'
import type { Preview, PreviewWish, Sample } from './sample.ts'
import type { SourceOrder } from './source-order.ts'
import type { Survey } from './survey.ts'
import type {
  Connector,
  Count,
  Credential,
  CredentialPatch,
  CredentialTest,
  Field,
  FieldPatch,
  Groups,
  GroupsWish,
  Health,
  NewCredential,
  NewField,
  ObjectKind,
  Page,
  PageWish,
} from './types.ts'
import { viewCalls } from './view-calls.ts'
import type { Delivery, NewWebhook, Replay, Webhook, WebhookPatch, WebhookWithSecret } from './webhook.ts'

function activityCalls(call: Call) {
  const root = '/api/activity'
  return {
    list: (wish: PageWish & ActivityWish = {}) => call<Page<Act>>('GET', withQuery(root, wish)),
    head: () => call<Anchor>('GET', at(root, 'head')),
    verify: (anchors: readonly Anchor[]) => call<Verification>('POST', at(root, 'verification'), { anchors }),
  }
}

/** Every call of the API, by noun. Each throws `ApiError`. */
export type Client = ReturnType<typeof createClient>

/** The calls over a given way: a Unix socket, the network, or a test. */
export function createClient(send: Send) {
  const call = caller(send)
  return {
    health: () => call<Health>('GET', '/api/health'),
    openapi: () => call<unknown>('GET', '/api/openapi.json'),
    ...accountCalls(call),
    ...accessCalls(call),
    connectors: { list: () => call<Page<Connector>>('GET', '/api/connectors') },
    credentials: credentialCalls(call),
    fields: {
      list: (wish: { readonly object?: ObjectKind } = {}) =>
        call<Page<Field>>('GET', withQuery('/api/fields', wish)),
      get: (key: string) => call<Field>('GET', at('/api/fields', key)),
      create: (field: NewField) => call<Field>('POST', '/api/fields', field),
      update: (key: string, patch: FieldPatch) => call<Field>('PATCH', at('/api/fields', key), patch),
      order: (keys: readonly string[]) => call<Page<Field>>('PUT', '/api/fields/order', { keys }),
      sources: (key: string) => call<SourceOrder>('GET', at('/api/fields', key, 'sources')),
      proposeSources: (key: string, integrationIds: readonly string[]) =>
        call<SourceOrder>('PUT', at('/api/fields', key, 'sources'), { integrationIds }),
    },
    expressions: {
      pipes: () => call<Page<Pipe>>('GET', '/api/pipes'),
      read: (kind: 'expression' | 'pipes', text: string) =>
        call<ReadExpression>('POST', '/api/expressions', { kind, text }),
    },
    integrations: integrationCalls(call),
    runs: runCalls(call),
    notices: {
      list: (wish: PageWish & { readonly open?: boolean } = {}) =>
        call<Page<Notice>>('GET', withQuery('/api/notices', wish)),
      see: (id: string) => call<Notice>('POST', at('/api/notices', id, 'seen')),
    },
    mail: {
      get: () => call<Mail>('GET', '/api/mail'),
      test: () => call<LetterVerdict>('POST', '/api/mail/test'),
    },
    people: {
      list: (wish: PageWish & PeopleWish = {}) => call<Page<Person>>('GET', withQuery('/api/people', wish)),
      count: (wish: PeopleWish & Pick<PageWish, 'filter'> = {}) =>
        call<Count>('GET', withQuery('/api/people/count', wish)),
      groups: (wish: PeopleWish & GroupsWish) => call<Groups>('GET', withQuery('/api/people/groups', wish)),
      names: (ids: readonly string[]) =>
        call<{ readonly items: readonly Named[] }>(
          'GET',
          withQuery('/api/people/names', { ids: ids.join() }),
        ),
      get: (id: string) => call<PersonDetail>('GET', at('/api/people', id)),
      changes: (id: string, wish: PageWish = {}) =>
        call<Page<Change>>('GET', withQuery(at('/api/people', id, 'changes'), wish)),
      update: (id: string, patch: HandPatch) => call<PersonDetail>('PATCH', at('/api/people', id), patch),
      archive: (id: string) => call<PersonDetail>('POST', at('/api/people', id, 'archive')),
      restore: (id: string) => call<PersonDetail>('POST', at('/api/people', id, 'restore')),
      everything: (id: string) => call<JsonObject>('GET', at('/api/people', id, 'everything')),
      erase: (id: string, username: string) =>
        call<void>('POST', at('/api/people', id, 'erase'), { username }),
      claims: (id: string, field: string) => call<Claims>('GET', at(at('/api/people', id, 'claims'), field)),
    },
    ...bulkEditCalls(call),
    ...mergeCalls(call),
    ...duplicateCalls(call),
    saasUsers: saasUserCalls(call),
    saasApplications: applicationCalls(call),
    ...deviceCalls(call),
    search: (text: string) =>
      call<{ readonly items: readonly Found[] }>('GET', withQuery('/api/search', { text })),
    views: viewCalls(call),
    webhooks: webhookCalls(call),
    configuration: configurationCalls(call),
    activity: activityCalls(call),
  }
}

type PeopleWish = {
  readonly search?: string | undefined
  readonly archived?: boolean | undefined
  /** The day at whose end they are looked at: 2026-01-31. */
  readonly asOf?: string | undefined
}

function credentialCalls(call: Call) {
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

function integrationCalls(call: Call) {
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

function runCalls(call: Call) {
  const root = '/api/runs'
  return {
    list: (
      wish: PageWish & {
        readonly integrationId?: string | undefined
        readonly personId?: string | undefined
      } = {},
    ) => call<Page<Run>>('GET', withQuery(root, wish)),
    get: (id: string) => call<Run>('GET', at(root, id)),
    outcomes: (id: string, wish: PageWish & OutcomesWish = {}) =>
      call<Page<Outcome>>('GET', withQuery(at(root, id, 'outcomes'), wish)),
    outcome: (id: string, number: number) =>
      call<OutcomeFile>('GET', at(at(root, id, 'outcomes'), String(number))),
    /** Where the outcomes come from as a table. */
    exportAddress: (id: string, wish: OutcomesWish) =>
      withQuery(at(at(root, id, 'outcomes'), 'export'), wish),
    apply: (id: string, digest: string) => call<Run>('POST', at(root, id, 'apply'), { digest }),
    release: (id: string, digest: string) => call<Run>('POST', at(root, id, 'release'), { digest }),
    reject: (id: string, digest: string, reason?: string) =>
      call<Run>('POST', at(root, id, 'reject'), reason ? { digest, reason } : { digest }),
    undo: (id: string) => call<Run>('POST', at(root, id, 'undo')),
    cancel: (id: string) => call<Run>('POST', at(root, id, 'cancel')),
  }
}

function configurationCalls(call: Call) {
  const root = '/api/configuration'
  return {
    get: () => call<Files>('GET', root),
    schemas: () => call<FileSchemas>('GET', `${root}/schemas`),
    plan: (files: Files, prune: boolean) =>
      call<ConfigurationPlan>('POST', `${root}/plan`, { ...files, prune }),
    impact: (runId: string) =>
      call<{ readonly fields: readonly FieldImpact[] }>('GET', at(`${root}/impacts`, runId)),
    apply: (files: Files & { readonly prune: boolean }, word: ConfigurationWord) =>
      call<ConfigurationApplied>('POST', `${root}/apply`, { ...files, ...word }),
  }
}

function webhookCalls(call: Call) {
  const root = '/api/webhooks'
  return {
    list: (wish: PageWish = {}) => call<Page<Webhook>>('GET', withQuery(root, wish)),
    create: (webhook: NewWebhook) => call<WebhookWithSecret>('POST', root, webhook),
    get: (id: string) => call<Webhook>('GET', at(root, id)),
    update: (id: string, patch: WebhookPatch) => call<Webhook>('PATCH', at(root, id), patch),
    remove: (id: string) => call<void>('DELETE', at(root, id)),
    rotate: (id: string) => call<WebhookWithSecret>('POST', at(root, id, 'rotate')),
    test: (id: string) => call<Delivery>('POST', at(root, id, 'test')),
    deliveries: (id: string, wish: PageWish & { readonly filter?: string | undefined } = {}) =>
      call<Page<Delivery>>('GET', withQuery(at(root, id, 'deliveries'), wish)),
    replay: (id: string, what: Replay) =>
      call<{ readonly messages: number }>('POST', at(root, id, 'replay'), what),
  }
}
