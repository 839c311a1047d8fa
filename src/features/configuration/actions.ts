import { readEveryField } from '../../directory/catalogue.ts'
import { readSourceOrders } from '../../directory/source-order.ts'
import type { Ctx } from '../../kit/ctx.ts'
import {
  accountThere,
  credentialThere,
  fieldsThere,
  integrationThere,
  layoutsThere,
  ordersThere,
  roleThere,
  type Standing,
  webhookThere,
} from './rules.ts'
import { everyAccount, everyCredential, everyIntegration, everyRole, everyWebhook } from './store.ts'

/** Everything that files can say, as it is now. */
export async function readStanding({ db }: Pick<Ctx, 'db'>): Promise<Standing> {
  const [fields, roles, accounts, credentials, integrations, orders, webhooks] = await Promise.all([
    readEveryField(db.pool),
    everyRole(db),
    everyAccount(db),
    everyCredential(db),
    everyIntegration(db),
    readSourceOrders(db.pool),
    everyWebhook(db),
  ])
  return {
    fields: fieldsThere(fields),
    layouts: layoutsThere(fields),
    roles: roles.map(roleThere),
    accounts: accounts.map(accountThere),
    credentials: credentials.map(credentialThere),
    integrations: integrations.map((row) => integrationThere(row, credentials)),
    orders: ordersThere(orders, integrations),
    webhooks: webhooks.map(webhookThere),
  }
}
