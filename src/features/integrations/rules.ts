import { isDeepStrictEqual } from 'node:util'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { findLoad } from '../../connect/find-load.ts'
import type { Connector, Load } from '../../connect/manifest.ts'
import type { Tables } from '../../db/tables.ts'
import type { Field, ObjectKind } from '../../directory/field.ts'
import type { Condition } from '../../lib/condition/condition.ts'
import { conditionProblems } from '../../lib/condition/problems.ts'
import { invalid, type Problem } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import {
  type Adjustments,
  aboutBrakes,
  adjustableBrakes,
  limitBounds,
  limitsOf,
  usualLimits,
} from '../../sync/brakes/limits.ts'
import type { Mapping } from '../../sync/mapping/configuration.ts'
import { loadFields } from '../../sync/mapping/load-fields.ts'
import { missingForLaunch } from '../../sync/mapping/missing-for-launch.ts'
import { mappingProblems } from '../../sync/mapping/rules.ts'
import { objectOf } from '../../sync/recipe.ts'
import { presentTiming } from '../schedules/rules.ts'
import type { Timing } from '../schedules/schema.ts'
import type { BrakeAnswer, EndingAnswer, IntegrationAnswer } from './schema.ts'
import type { Configuration, IntegrationRow, Proposal } from './store.ts'

/** What an integration is judged against. */
export interface Surroundings {
  readonly load: Load
  readonly fields: readonly Field[]
  readonly mappableRoles: readonly string[]
}

const selectionsOf = {
  users: ['user_and_saas_user', 'user'],
  devices: ['device_and_software', 'device'],
} as const satisfies Record<Load['of'], readonly IntegrationRow['selection'][]>

/** What of a load is written: what was chosen, or all of it. Throws `input.invalid` for what the load is not of. */
export function selectionFor(
  load: Load,
  chosen: IntegrationRow['selection'] | undefined,
): IntegrationRow['selection'] {
  const { of, label } = load
  const hasSoftware = load.of === 'devices' && load.software !== undefined
  const open = selectionsOf[of].filter((one) => one !== 'device_and_software' || hasSoftware)
  const [usual] = open
  if (usual && chosen === undefined) return usual
  const found = open.find((one) => one === chosen)
  if (found) return found
  throw invalid([{ field: 'selection', message: `"${label}" loads ${of}: it can be ${open.join(' or ')}` }])
}

/** The proposal of a row while it waits. It was written by the action that made it. */
export const proposalOf = (row: IntegrationRow): Proposal | null =>
  row.proposal_waits ? (row.proposal as unknown as Proposal) : null

/** What of an edit differs from what is there. */
export function differing(row: IntegrationRow, edit: Partial<Configuration>): Partial<Configuration> {
  const entries = Object.entries(edit)
  // The keys of a configuration are columns of the row.
  return Object.fromEntries(
    entries.filter(([key, value]) => !isDeepStrictEqual(row[key as keyof Configuration], value)),
  )
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

/** Our fields that are written with every other change and of which history tells nothing: a sync time, and the like. */
export function movingTargets(
  rows: readonly Pick<IntegrationRow, 'connector' | 'load' | 'mapping'>[],
  {
    connectors,
    object,
  }: { readonly connectors: ReadonlyMap<string, Connector>; readonly object: ObjectKind },
): readonly string[] {
  const known = rows.filter(({ connector }) => connectors.has(connector))
  return known.flatMap((row) => {
    const { load } = findLoad(connectors, row)
    if (objectOf(load) !== object) return []
    const { entries, customFields } = mappingOf(row)
    const fields = loadFields(load, customFields)
    const moving = new Set(fields.filter(({ volatile }) => volatile).map(({ key }) => key))
    return entries.flatMap(({ target, source }) =>
      source.kind === 'field' && moving.has(source.field) ? [target] : [],
    )
  })
}

/** The conditions of a row. They were parsed by the schema when they were saved. */
export const conditionsOf = (row: Pick<IntegrationRow, 'conditions'>): Condition | null =>
  row.conditions as Condition | null

/** What an integration sets otherwise. It was parsed by the schema when it was saved. */
export const adjustmentsOf = (row: Pick<IntegrationRow, 'limits'>): Adjustments => row.limits as Adjustments

/** What an answer about integrations needs beside their rows. */
export interface Around {
  /** Of all objects. */
  readonly fields: readonly Field[]
  readonly object: ObjectKind
  readonly timings: ReadonlyMap<string, Timing>
}

export function present(
  row: IntegrationRow,
  { fields, object, timings }: Around,
): z.input<typeof IntegrationAnswer> {
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
    missing: missing(
      row,
      fields.filter((field) => field.object === object),
    ),
    proposal: presentChange(proposalOf(row)),
    ...presentTiming(row, timings.get(row.id)),
    launchedAt: row.launched_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** The brakes that can be set, each with how it usually stands. */
export const presentBrakes = (): z.input<typeof BrakeAnswer>[] =>
  adjustableBrakes.map((key) => ({
    key,
    ...aboutBrakes[key],
    usual: usualLimits[key],
    bounds: limitBounds,
  }))

function presentChange(proposal: Proposal | null): z.input<typeof IntegrationAnswer>['proposal'] {
  if (!proposal) return null
  const { edit, runId, by, at } = proposal
  // Its keys are those of a configuration.
  const changes = Object.keys(edit) as (keyof Configuration)[]
  return {
    changes: changes.map((key) => (key === 'credential_id' ? 'credentialId' : key)),
    runId: publicId('run', runId),
    by,
    at: new Date(at).toISOString(),
  }
}

/** An integration that was deleted, as it is answered. */
export const presentEnding = (row: Selectable<Tables['ending']>): z.input<typeof EndingAnswer> => ({
  id: publicId('int', row.source_id),
  name: row.name,
  by: row.actor,
  since: row.since.toISOString(),
})
