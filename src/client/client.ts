import { accessCalls } from './access-calls.ts'
import { accountCalls } from './account-calls.ts'
import { activityCalls } from './activity.ts'
import { applicationCalls } from './application-calls.ts'
import { bulkEditCalls } from './bulk-edit.ts'
import { at, type Call, caller, type Send, withQuery } from './call.ts'
import { configurationCalls } from './configuration.ts'
import { deviceCalls } from './device-calls.ts'
import { duplicateCalls } from './duplicate.ts'
import type { Pipe, ReadExpression } from './expression.ts'
import type { Found } from './found.ts'
import { credentialCalls, integrationCalls } from './integration-calls.ts'
import type { LetterVerdict, Mail } from './mail.ts'
import { mergeCalls } from './merge.ts'
import type { Notice } from './notice.ts'
import { peopleCalls } from './people-calls.ts'
import { runCalls } from './run-calls.ts'
import { saasUserCalls } from './saas-user-calls.ts'
import type { SourceOrder } from './source-order.ts'
import type { Connector, Field, FieldPatch, Health, NewField, ObjectKind, Page, PageWish } from './types.ts'
import { viewCalls } from './view-calls.ts'
import { webhookCalls } from './webhook.ts'

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
    fields: fieldCalls(call),
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
    people: peopleCalls(call),
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

function fieldCalls(call: Call) {
  const root = '/api/fields'
  return {
    list: (wish: { readonly object?: ObjectKind } = {}) => call<Page<Field>>('GET', withQuery(root, wish)),
    get: (key: string) => call<Field>('GET', at(root, key)),
    create: (field: NewField) => call<Field>('POST', root, field),
    update: (key: string, patch: FieldPatch) => call<Field>('PATCH', at(root, key), patch),
    order: (keys: readonly string[]) => call<Page<Field>>('PUT', at(root, 'order'), { keys }),
    sources: (key: string) => call<SourceOrder>('GET', at(root, key, 'sources')),
    proposeSources: (key: string, integrationIds: readonly string[]) =>
      call<SourceOrder>('PUT', at(root, key, 'sources'), { integrationIds }),
  }
}
