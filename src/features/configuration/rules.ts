import { z } from 'zod'
import type { Connector } from '../../connect/manifest.ts'
import type { Field } from '../../directory/field.ts'
import { shownValue } from '../../directory/field.ts'
import type { Actor } from '../../kit/rights.ts'
import type { Problem } from '../../lib/errors.ts'
import {
  identity,
  nouns,
  rightOf,
  type Standing,
  type Step,
  type Wanted,
} from '../configuration-steps/rules.ts'
import { accountFields } from '../outcomes/rules.ts'
import {
  AccountFile,
  type ConfigurationPlan,
  CredentialFile,
  FieldFile,
  type Files,
  type ImpactAnswer,
  IntegrationFile,
  OrderFile,
  RoleFile,
  WebhookFile,
} from './schema.ts'
import type { FieldImpact } from './store.ts'

/** What is there, as files say it, as far as its reader may see it. */
export function saidBy(there: Standing, { rights }: Pick<Actor, 'rights'>): z.input<typeof Files> {
  const files = nouns.map((noun) => [
    noun,
    rights.has(rightOf(noun, 'read')) ? there[noun].map(({ file }) => file) : [],
  ])
  // Each noun has its own kind of files.
  return Object.fromEntries(files) as z.input<typeof Files>
}

/** The JSON schema of each folder's files. */
export function schemas(): Record<string, Record<string, unknown>> {
  const files = {
    fields: FieldFile,
    roles: RoleFile,
    accounts: AccountFile,
    credentials: CredentialFile,
    integrations: IntegrationFile,
    orders: OrderFile,
    webhooks: WebhookFile,
  }
  return Object.fromEntries(
    Object.entries(files).map(([noun, schema]) => [noun, { ...z.toJSONSchema(schema, { io: 'input' }) }]),
  )
}

/** An impact in the words that people know. */
export function labelled(
  { object, field, count, samples }: FieldImpact,
  fields: readonly Field[],
): z.input<typeof ImpactAnswer>['fields'][number] {
  const known = object === 'person' ? fields.find(({ key }) => key === field) : accountFields.get(field)
  const shown = known ?? { label: field, options: [] }
  return {
    object,
    field,
    label: shown.label,
    count,
    samples: samples.map(({ label, before, after }) => ({
      label,
      before: shownValue(shown, before),
      after: shownValue(shown, after),
    })),
  }
}

type Connectors = ReadonlyMap<string, Connector>

/** What is wrong with files about credentials, and with what names them. */
export function credentialProblems(connectors: Connectors, there: Standing, wanted: Wanted): Problem[] {
  const known = new Set(
    [...there.credentials.map(({ file }) => file), ...wanted.credentials].map(({ name }) => identity(name)),
  )
  const unknown = wanted.integrations.flatMap(({ credential }, at) =>
    credential === null || known.has(identity(credential))
      ? []
      : [
          {
            field: `integrations.${at}.credential`,
            message: `there is no credential "${credential}", and no file of one`,
          },
        ],
  )
  const own = wanted.credentials.flatMap(({ connector, settings }, at) => {
    const found = connectors.get(connector)
    if (!found)
      return [
        {
          field: `credentials.${at}.connector`,
          message: `must be one of ${[...connectors.keys()].join(', ')}`,
        },
      ]
    return Object.keys(settings).flatMap((key) => {
      const message = settingProblem(found, key)
      return message === undefined ? [] : [{ field: `credentials.${at}.settings.${key}`, message }]
    })
  })
  return [...unknown, ...own]
}

function settingProblem({ name, settings }: Connector, key: string): string | undefined {
  const setting = Object.hasOwn(settings, key) ? settings[key] : undefined
  if (!setting) return `${name} has no such setting`
  return setting.kind === 'secret'
    ? 'is a secret: no file holds one; muster credentials edit takes it'
    : undefined
}

type Need = z.output<typeof ConfigurationPlan>['needs'][number]

/** What has to be done before a step can be taken, for no file can say it; undefined where nothing has. */
export function needOf(connectors: Connectors, step: Step, wanted: Wanted): Need | undefined {
  if (step.noun === 'accounts') return invitation(step, wanted)
  return step.noun === 'credentials' ? secretNeeded(connectors, step, wanted) : undefined
}

function invitation({ verb, at }: Step, wanted: Wanted): Need | undefined {
  const file = wanted.accounts[at]
  if (verb !== 'create' || !file) return undefined
  const { email, name, role } = file
  const command = `muster accounts invite ${email} --name "${name}" --role ${role}`
  return {
    name: email,
    message: `Nobody has the account ${email} yet: who is to have it is invited`,
    command,
  }
}

function secretNeeded(connectors: Connectors, step: Step, wanted: Wanted): Need | undefined {
  const { verb, at, was, name: written, changes } = step
  const file = wanted.credentials[at]
  const connector = file && connectors.get(file.connector)
  if (!file || !connector) return undefined
  const name = was ?? written
  const address = Object.keys(file.settings).find((key) => connector.settings[key]?.kind === 'origin')
  const to = address === undefined ? '' : ` --base-url ${file.settings[address]}`
  if (verb === 'create') {
    const message = `The credential "${name}" is missing, and its secret is in no file`
    return { name, message, command: `muster credentials add ${file.connector} --name "${name}"${to}` }
  }
  if (!changes.some(({ path }) => path === `settings.${address}`)) return undefined
  const message = `The address of "${name}" changes, and its secret is only sent where it was entered for`
  return { name, message, command: `muster credentials edit "${name}"${to}` }
}
