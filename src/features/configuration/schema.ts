import { z } from 'zod'
import { fieldTypes, objectKinds } from '../../directory/field.ts'
import { Email, Name } from '../accounts/schema.ts'
import { IntegrationEdit, NewIntegration } from '../integrations/schema.ts'
import { NewRole } from '../roles/schema.ts'
import { NewWebhook } from '../webhooks/schema.ts'

const name = z.string().trim().min(1, 'is missing').max(120)
const was = name.optional().describe('Its name before, to rename it')

const key = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'must be made of a-z, 0-9 and _, as in shirt_size')
  .max(59)

export const FieldFile = z.strictObject({
  key: z
    .string()
    .regex(/^(device\.)?[a-z][a-z0-9_]*$/, 'must be made of a-z, 0-9 and _, as in shirt_size or device.rack')
    .max(66)
    .describe('The column; it never changes. Of devices behind `device.`'),
  label: name,
  type: z
    .enum(fieldTypes)
    .optional()
    .describe('Never changes; of Muster’s own fields only the label is said'),
  unique: z.boolean().default(false).describe('No two people may have the same value; never changes'),
  mandatory: z.boolean().default(false).describe('Nobody may be without a value'),
  options: z
    .array(z.string().trim().min(1).max(256))
    .max(500)
    .default([])
    .describe('The only values of a choice'),
  order: z.int().min(1).max(300).optional().describe('Its place among your fields'),
})

export const LayoutFile = z.strictObject({
  object: z.enum(objectKinds).describe('Whose fields they are'),
  fields: z
    .array(z.string().min(1).max(70))
    .max(600)
    .default([])
    .describe(
      'By their keys, in the order in which they are shown; those that are left out keep their places',
    ),
})

export const RoleFile = z.strictObject({
  key: key.describe('It never changes'),
  label: NewRole.shape.label,
  rights: NewRole.shape.rights.overwrite((rights) => [...new Set(rights)].sort()),
  filter: NewRole.shape.filter,
  hiddenFields: NewRole.shape.hiddenFields,
})

export const AccountFile = z.strictObject({
  email: Email.describe('Who it is; a new one is invited with muster accounts invite'),
  name: Name,
  role: key.describe('By its key'),
})

export const CredentialFile = z.strictObject({
  name,
  was,
  connector: z.string().min(1).max(60),
  settings: z
    .record(z.string().min(1).max(60), z.string().max(8192))
    .default({})
    .describe('Without secrets: they are entered with muster credentials add'),
  origins: z
    .array(z.string())
    .optional()
    .describe('Where its secrets may be sent; follows from the settings'),
})

const { selection, preference, instance, absent, mapping, contacts, limits } = IntegrationEdit.shape

export const IntegrationFile = z.strictObject({
  name,
  was,
  connector: NewIntegration.shape.connector,
  load: NewIntegration.shape.load,
  credential: name.nullable().default(null).describe('By its name'),
  selection: selection.describe('What is left out stays; of a new one it is all of the load'),
  preference: preference.unwrap().default('create_update'),
  instance: instance.unwrap().default(''),
  absent: absent.unwrap().default('mark'),
  mapping: mapping.unwrap().default({ entries: [], syncKeys: [] }),
  conditions: IntegrationEdit.shape.conditions.unwrap().default(null),
  contacts: contacts.unwrap().default([]),
  schedule: IntegrationEdit.shape.schedule.describe('When it runs by itself; what is left out stays'),
  limits: limits.unwrap().default({}),
})

export const OrderFile = z.strictObject({
  field: z.string().min(1).max(120).describe('By its key; of a device as in device.model'),
  sources: z
    .array(name)
    .max(100)
    .default([])
    .describe('Names of integrations, the first speaks first; others follow as they were launched'),
})

export const WebhookFile = z.strictObject({
  name,
  was,
  url: NewWebhook.shape.url,
  events: NewWebhook.shape.events,
})

const most = 1000

/** The files of each folder. */
export const fileOf = {
  fields: FieldFile,
  layouts: LayoutFile,
  roles: RoleFile,
  accounts: AccountFile,
  credentials: CredentialFile,
  integrations: IntegrationFile,
  orders: OrderFile,
  webhooks: WebhookFile,
}

/** Everything that files can say, by the folder it is in; in the order in which it is made. */
export const Files = z.strictObject({
  fields: z.array(FieldFile).max(600).default([]),
  layouts: z.array(LayoutFile).max(objectKinds.length).default([]),
  roles: z.array(RoleFile).max(most).default([]),
  accounts: z.array(AccountFile).max(most).default([]),
  credentials: z.array(CredentialFile).max(most).default([]),
  integrations: z.array(IntegrationFile).max(most).default([]),
  orders: z.array(OrderFile).max(most).default([]),
  webhooks: z.array(WebhookFile).max(most).default([]),
})
