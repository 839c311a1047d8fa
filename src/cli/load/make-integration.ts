import type { Client } from '../../client/client.ts'
import type { Integration, SmartMapping } from '../../client/integration.ts'
import type { Connector, ConnectorLoad, Credential } from '../../client/types.ts'
import { AppError } from '../../lib/errors.ts'
import { asTyped } from './as-typed.ts'
import { patchOf, roleEntry, type Wishes } from './wishes.ts'

/** An integration as it was asked for on the command line. */
export interface IntegrationWanted {
  readonly connector: Connector
  readonly name: string
  readonly credential: Credential
  readonly wishes: Wishes
}

/** One line of a mapping in words. */
export interface MappedField {
  readonly field: string
  readonly from: string
  readonly reason: string
}

export interface Made {
  readonly integration: Integration
  /** What was mapped just now; empty when nothing was missing. */
  readonly mapped: readonly MappedField[]
}

const usualRole = 'Employee'

/**
 * An integration that is ready for its first run: a new one, or the draft that is there already, with what it lacks.
 * A wish that cannot be had leaves nothing behind. Throws `integration.draft` with what a person has to add.
 */
export async function makeIntegration(
  client: Client,
  wanted: IntegrationWanted,
  draft?: Integration,
): Promise<Made> {
  const integration = await asTyped(draft ? adapt(client, draft, wanted) : create(client, wanted))
  const made =
    integration.missing.length > 0 ? await map(client, integration, wanted) : { integration, mapped: [] }
  const { missing, name } = made.integration
  if (missing.length === 0) return made
  throw new AppError('integration.draft', `"${name}" cannot run yet`, { problems: missing })
}

function firstLoad({ name, loads }: Connector): ConnectorLoad {
  const [load] = loads
  if (!load) throw new AppError('not.found', `${name} has nothing that can be loaded`)
  return load
}

function create(
  client: Client,
  { connector, name, credential, wishes }: IntegrationWanted,
): Promise<Integration> {
  const { role, preference, ...others } = wishes
  const load = firstLoad(connector)
  return client.integrations.create({
    connector: connector.id,
    load: load.key,
    name,
    credentialId: credential.id,
    preference: preference ?? 'create_update',
    mapping: { entries: rolesOf(load, role), syncKeys: [] },
    ...others,
  })
}

/** People have a role; devices have none, which whoever wishes for one is told. */
const rolesOf = ({ of }: ConnectorLoad, role = of === 'users' ? usualRole : undefined) =>
  role === undefined ? [] : [roleEntry(role)]

/** Of a draft everything may still be chosen, and takes effect at once. */
function adapt(
  client: Client,
  draft: Integration,
  { connector, credential, wishes }: IntegrationWanted,
): Promise<Integration> {
  const lacksRole =
    firstLoad(connector).of === 'users' && !draft.mapping.entries.some(({ target }) => target === 'role')
  const role = lacksRole ? { role: usualRole } : {}
  return client.integrations.update(draft.id, {
    ...patchOf(draft, { ...role, ...wishes }),
    credentialId: credential.id,
  })
}

async function map(client: Client, { id }: Integration, { connector }: IntegrationWanted): Promise<Made> {
  const { of } = firstLoad(connector)
  if (of === 'users') await ensureVendorIdField(client, connector)
  const { proposals, integration } = await client.integrations.smartMapping(id, true)
  const { mapping } = integration
  return {
    mapped: [...proposals.map(proposedField), ...roleField(integration)],
    integration:
      mapping.syncKeys.length > 0
        ? integration
        : await client.integrations.update(id, { mapping: { ...mapping, syncKeys: usualKeys[of] } }),
  }
}

const usualKeys = {
  users: [{ field: 'email', update: true }],
  devices: [{ field: 'serial_number', update: true }],
} as const

const proposedField = ({
  targetLabel,
  sourceLabel,
  reason,
}: SmartMapping['proposals'][number]): MappedField => ({
  field: targetLabel,
  from: sourceLabel,
  reason,
})

function roleField({ mapping }: Integration): MappedField[] {
  const source = mapping.entries.find(({ target }) => target === 'role')?.source
  if (source?.kind !== 'constant') return []
  return [{ field: 'Role', from: `always ${source.value}`, reason: 'Everybody has one; --role chooses' }]
}

/** The vendor's id gets a field of its own, so that workflows and other tools can name the account. */
async function ensureVendorIdField(client: Client, { name }: Connector): Promise<void> {
  const label = `${name} User ID`
  const { items } = await client.fields.list()
  if (items.some((field) => field.label.toLowerCase() === label.toLowerCase())) return
  await client.fields.create({ label, type: 'text', unique: true })
}
