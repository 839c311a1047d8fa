import type { Client } from '../../client/client.ts'
import type { Integration, IntegrationPatch, Preference, Selection } from '../../client/integration.ts'
import type { Connector, ConnectorLoad, Credential } from '../../client/types.ts'
import { AppError } from '../../lib/errors.ts'
import { findNamed } from '../named.ts'

/** An integration as it was asked for on the command line; what is left out stays, or is the usual. */
export interface IntegrationWanted {
  readonly connector: Connector
  readonly name: string
  readonly credential: Credential
  readonly selection?: Selection | undefined
  readonly preference?: Preference | undefined
  readonly instance?: string | undefined
  /** The role of people who have none. */
  readonly role: string
}

/** One line of a mapping in words. */
export interface MappedField {
  readonly field: string
  readonly from: string
  readonly reason: string
}

export interface Prepared {
  readonly integration: Integration
  /** What was mapped just now; empty when the integration was mapped before. */
  readonly mapped: readonly MappedField[]
  /** What differed from what was kept, when it waits until its plan was looked at. */
  readonly proposal: Integration['proposal']
}

/**
 * The integration of this name, ready to run: made if it is new, mapped by Smart Mapping if it has no mapping.
 * Throws `integration.draft` with what a person has to add.
 */
export async function prepareIntegration(client: Client, wanted: IntegrationWanted): Promise<Prepared> {
  const kept = findNamed((await client.integrations.list()).items, wanted.name)
  const integration = kept ? await adapt(client, kept, wanted) : await create(client, wanted)
  const prepared =
    integration.mapping.entries.length === 0
      ? await map(client, integration, wanted)
      : { integration, mapped: [], proposal: integration === kept ? null : integration.proposal }
  const { missing, name } = prepared.integration
  if (missing.length === 0) return prepared
  throw new AppError('integration.draft', `"${name}" cannot run yet`, { problems: missing })
}

function firstLoad({ name, loads }: Connector): ConnectorLoad {
  const [load] = loads
  if (!load) throw new AppError('not.found', `${name} has nothing that can be loaded`)
  return load
}

function create(client: Client, wanted: IntegrationWanted): Promise<Integration> {
  const { connector, name, credential, instance, selection, preference } = wanted
  return client.integrations.create({
    connector: connector.id,
    load: firstLoad(connector).key,
    name,
    credentialId: credential.id,
    selection: selection ?? 'user_and_saas_user',
    preference: preference ?? 'create_update',
    ...(instance === undefined ? {} : { instance }),
  })
}

/** Saving makes a new revision, so only what differs is saved. */
function adapt(client: Client, kept: Integration, wanted: IntegrationWanted): Promise<Integration> {
  const { selection = kept.selection, preference = kept.preference, instance = kept.instance } = wanted
  const patch: IntegrationPatch = {
    ...(wanted.credential.id === kept.credentialId ? {} : { credentialId: wanted.credential.id }),
    ...(selection === kept.selection ? {} : { selection }),
    ...(preference === kept.preference ? {} : { preference }),
    ...(instance === kept.instance ? {} : { instance }),
  }
  return Object.keys(patch).length === 0 ? Promise.resolve(kept) : client.integrations.update(kept.id, patch)
}

async function map(
  client: Client,
  { id }: Integration,
  { connector, role }: IntegrationWanted,
): Promise<Prepared> {
  await ensureVendorIdField(client, connector)
  const { proposals, integration } = await client.integrations.smartMapping(id, true)
  const { mapping } = integration
  const roleEntry = { target: 'role', source: { kind: 'constant', value: role } } as const
  const mapped = await client.integrations.update(id, {
    mapping: {
      ...mapping,
      entries: [...mapping.entries, roleEntry],
      syncKeys: [{ field: 'email', update: true }],
    },
  })
  const proposed = proposals.map(({ targetLabel, sourceLabel, reason }) => ({
    field: targetLabel,
    from: sourceLabel,
    reason,
  }))
  return {
    integration: mapped,
    mapped: [
      ...proposed,
      { field: 'Role', from: `always ${role}`, reason: 'Everybody has one; --role chooses' },
    ],
    proposal: null,
  }
}

/** The vendor's id gets a field of its own, so that workflows and other tools can name the account. */
async function ensureVendorIdField(client: Client, { name }: Connector): Promise<void> {
  const label = `${name} User ID`
  const { items } = await client.fields.list()
  if (items.some((field) => field.label.toLowerCase() === label.toLowerCase())) return
  await client.fields.create({ label, type: 'text', unique: true })
}
