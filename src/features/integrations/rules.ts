import type { z } from 'zod'
import type { Connector, Load } from '../../connect/manifest.ts'
import type { Field } from '../../directory/field.ts'
import { AppError, type Problem } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { type Adjustments, limitsOf } from '../../sync/brakes/limits.ts'
import { conditionProblems } from '../../sync/condition-problems.ts'
import type { Condition, Mapping } from '../../sync/configuration.ts'
import { loadFields } from '../../sync/load-fields.ts'
import { mappingProblems } from '../../sync/mapping-rules.ts'
import { missingForLaunch } from '../../sync/missing-for-launch.ts'
import type { Proposal } from '../../sync/smart-mapping.ts'
import { presentTiming } from '../schedules/rules.ts'
import type { Timing } from '../schedules/schema.ts'
import type { IntegrationAnswer, ProposalAnswer } from './schema.ts'
import type { IntegrationRow } from './store.ts'

/** What an integration is judged against. */
export interface Surroundings {
  readonly load: Load
  readonly fields: readonly Field[]
  readonly mappableRoles: readonly string[]
}

/** The load of a connector on the shelf. Throws `not.found` naming what there is. */
export function findLoad(
  connectors: ReadonlyMap<string, Connector>,
  { connector, load }: { readonly connector: string; readonly load: string },
): { connector: Connector; load: Load } {
  const found = connectors.get(connector)
  if (!found)
    throw new AppError(
      'not.found',
      `There is no connector "${connector}"; there are ${[...connectors.keys()].join(', ')}`,
    )
  const foundLoad = Object.hasOwn(found.loads, load) ? found.loads[load] : undefined
  if (!foundLoad)
    throw new AppError(
      'not.found',
      `${found.name} has no load "${load}"; it has ${Object.keys(found.loads).join(', ')}`,
    )
  return { connector: found, load: foundLoad }
}

/** What is wrong with mapping and conditions, each problem at its place. */
export function configurationProblems(
  mapping: Mapping,
  conditions: Condition | null,
  around: Surroundings,
): Problem[] {
  const prefixed = (prefix: string, problems: readonly Problem[]) =>
    problems.map(({ field, message }) => ({ field: `${prefix}.${field}`, message }))
  const sources = loadFields(around.load, mapping.customFields)
  return [
    ...prefixed('mapping', mappingProblems(mapping, around)),
    ...(conditions ? prefixed('conditions', conditionProblems(conditions, sources)) : []),
  ]
}

/** What keeps an integration from being launched, by name. */
export function missing(
  row: Pick<IntegrationRow, 'credential_id' | 'mapping'>,
  fields: readonly Field[],
): Problem[] {
  const credential = { field: 'credentialId', message: 'Choose the credential that opens the vendor.' }
  return [...(row.credential_id ? [] : [credential]), ...missingForLaunch(mappingOf(row), fields)]
}

/** The mapping of a row. It was parsed by the schema when it was saved. */
export const mappingOf = (row: Pick<IntegrationRow, 'mapping'>): Mapping => row.mapping as Mapping

/** The conditions of a row. They were parsed by the schema when they were saved. */
export const conditionsOf = (row: Pick<IntegrationRow, 'conditions'>): Condition | null =>
  row.conditions as Condition | null

/** What an integration sets otherwise. It was parsed by the schema when it was saved. */
export const adjustmentsOf = (row: Pick<IntegrationRow, 'limits'>): Adjustments => row.limits as Adjustments

/** What an answer about integrations needs beside their rows. */
export interface Around {
  readonly fields: readonly Field[]
  readonly timings: ReadonlyMap<string, Timing>
}

export function present(row: IntegrationRow, { fields, timings }: Around): z.input<typeof IntegrationAnswer> {
  return {
    id: publicId('int', row.id),
    name: row.name,
    connector: row.connector,
    load: row.load,
    credentialId: row.credential_id && publicId('cre', row.credential_id),
    selection: row.selection,
    preference: row.preference,
    instance: row.instance,
    absent: row.absent,
    state: row.state,
    // Parsed by the same schema when they were saved.
    mapping: row.mapping as z.input<typeof IntegrationAnswer>['mapping'],
    conditions: row.conditions as z.input<typeof IntegrationAnswer>['conditions'],
    contacts: row.contacts,
    limits: limitsOf(adjustmentsOf(row)),
    revision: row.revision,
    missing: missing(row, fields),
    ...presentTiming(row, timings.get(row.id)),
    launchedAt: row.launched_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** A proposal with the names that people know. */
export function presentProposal(
  { target, source, reason }: Proposal,
  { load, fields }: Surroundings,
): z.input<typeof ProposalAnswer> {
  const from =
    source.kind === 'field' ? loadFields(load).find((field) => field.key === source.field)?.label : undefined
  return {
    target,
    targetLabel: fields.find((field) => field.key === target)?.label ?? target,
    source,
    sourceLabel: from ?? '',
    reason,
  }
}
