import type { Selectable } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'

export type CredentialHere = Awaited<ReturnType<typeof everyCredential>>[number]

/** Every credential, by name. */
export const everyCredential = ({ kysely }: Connections) =>
  kysely
    .selectFrom('credential')
    .select(['id', 'name', 'connector', 'settings', 'origins'])
    .orderBy('name')
    .execute()

export type IntegrationHere = Selectable<Tables['integration']>

/** Every integration, by name. */
export const everyIntegration = ({ kysely }: Connections): Promise<IntegrationHere[]> =>
  kysely.selectFrom('integration').selectAll().orderBy('name').execute()

export type RoleHere = Awaited<ReturnType<typeof everyRole>>[number]

/** Every role that was made here, in the order they were made. */
export const everyRole = ({ kysely }: Connections) =>
  kysely
    .selectFrom('role')
    .select(['key', 'label', 'rights', 'filter', 'hidden_fields'])
    .where('rights', 'is not', null)
    .orderBy('position')
    .execute()

export type AccountHere = Awaited<ReturnType<typeof everyAccount>>[number]

/** Every person's account, by its address. */
export const everyAccount = ({ kysely }: Connections) =>
  kysely
    .selectFrom('account')
    .select(['id', 'name', 'email', 'role'])
    .where('kind', '=', 'person')
    .orderBy('email')
    .execute()

export type WebhookHere = Awaited<ReturnType<typeof everyWebhook>>[number]

/** Every webhook, by name. */
export const everyWebhook = ({ kysely }: Connections) =>
  kysely.selectFrom('webhook').select(['id', 'name', 'url', 'events']).orderBy('name').execute()
