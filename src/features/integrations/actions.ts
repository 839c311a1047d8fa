import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { readFields } from '../../directory/catalogue.ts'
import { endSource } from '../../directory/end-source.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import type { Condition, Mapping } from '../../sync/configuration.ts'
import { type Proposal, proposeMapping } from '../../sync/smart-mapping.ts'
import type { Schedule } from '../schedules/schema.ts'
import { findZone, keepSchedule, pauseIntegration, resumeIntegration } from '../schedules/store.ts'
import { conditionsOf, configurationProblems, findLoad, mappingOf, type Surroundings } from './rules.ts'
import type { IntegrationEdit, NewIntegration } from './schema.ts'
import {
  credentialConnector,
  deleteIntegrationRow,
  findIntegration,
  type IntegrationRow,
  insertIntegration,
  isRunning,
  mappableRoles,
  saveContacts,
  updateIntegration,
} from './store.ts'

/** The integration of a public id. Throws `not.found`. */
export async function getIntegration(ctx: Ctx, id: string): Promise<IntegrationRow> {
  const row = await findIntegration(ctx.db, bareId('int', id))
  if (!row) throw new AppError('not.found', `There is no integration ${id}`)
  return row
}

/** What an integration's mapping and conditions have to fit. */
async function surroundings(
  ctx: Ctx,
  row: Pick<IntegrationRow, 'connector' | 'load'>,
): Promise<Surroundings> {
  const { load } = findLoad(ctx.connectors, row)
  const [fields, roles] = await Promise.all([readFields(ctx.db.pool), mappableRoles(ctx.db)])
  return { load, fields, mappableRoles: roles }
}

const emptyMapping: Mapping = { entries: [], syncKeys: [] }

/** Makes a draft. Throws `input.invalid` with every problem of name, credential, mapping and conditions. */
export async function createIntegration(
  ctx: Ctx,
  input: z.output<typeof NewIntegration>,
): Promise<IntegrationRow> {
  const { load } = findLoad(ctx.connectors, input)
  const around = await surroundings(ctx, input)
  const name = input.name ?? load.label
  const mapping: Mapping = input.mapping ? exactMapping(input.mapping) : emptyMapping
  const conditions = conditionIn(input.conditions)
  const schedule = input.schedule && (await checkSchedule(ctx, input.schedule))
  await checkCredential(ctx, input.connector, input.credentialId)
  refuse(configurationProblems(mapping, conditions ?? null, around))
  return insertIntegration(ctx.db, {
    name,
    connector: input.connector,
    load: input.load,
    credential_id: input.credentialId ? bareId('cre', input.credentialId) : null,
    selection: input.selection ?? 'user_and_saas_user',
    preference: input.preference ?? 'create_update',
    instance: input.instance ?? '',
    limits: JSON.stringify(input.limits ?? {}),
    absent: input.absent ?? 'mark',
    mapping: JSON.stringify(mapping),
    conditions: conditions ? JSON.stringify(conditions) : null,
    contacts: input.contacts ?? [],
    schedule: schedule ? JSON.stringify(schedule) : null,
  }).catch(nameTaken)
}

type Edit = z.output<typeof IntegrationEdit>

/**
 * Saves an edit of an integration; what is left out stays. Whom to tell is beside the revision: a plan that
 * waits is as good as before.
 */
export async function editIntegration(
  ctx: Ctx,
  { id, contacts, schedule, ...edit }: { readonly id: string } & Edit,
): Promise<IntegrationRow> {
  const row = await getIntegration(ctx, id)
  const checked = schedule && (await checkSchedule(ctx, schedule))
  if (Object.keys(edit).length > 0) await revise(ctx, row, edit)
  if (contacts) await saveContacts(ctx.db, row, contacts)
  if (checked) await keepSchedule(ctx.db.pool, row.id, checked)
  return getIntegration(ctx, id)
}

/** The schedule with the zone as its name is written. Throws `input.invalid` where there is no such zone. */
async function checkSchedule(ctx: Ctx, schedule: Schedule): Promise<Schedule> {
  if (!('zone' in schedule)) return schedule
  const zone = await findZone(ctx.db.pool, schedule.zone)
  if (zone) return { ...schedule, zone }
  const message = `there is no time zone "${schedule.zone}"; it looks like Europe/Berlin or UTC`
  throw invalid([{ field: 'schedule.zone', message }])
}

/** Saves what decides about plans: those that wait are out of date afterwards. */
async function revise(
  ctx: Ctx,
  row: IntegrationRow,
  edit: Omit<Edit, 'contacts' | 'schedule'>,
): Promise<IntegrationRow> {
  const mapping = edit.mapping ? exactMapping(edit.mapping) : mappingOf(row)
  const conditions =
    edit.conditions === undefined ? conditionsOf(row) : (conditionIn(edit.conditions) ?? null)
  await checkCredential(ctx, row.connector, edit.credentialId)
  refuse(configurationProblems(mapping, conditions, await surroundings(ctx, row)))
  return saved(
    await updateIntegration(ctx.db, row, {
      ...(edit.name === undefined ? {} : { name: edit.name }),
      ...(edit.credentialId === undefined
        ? {}
        : { credential_id: edit.credentialId === null ? null : bareId('cre', edit.credentialId) }),
      ...(edit.selection === undefined ? {} : { selection: edit.selection }),
      ...(edit.preference === undefined ? {} : { preference: edit.preference }),
      ...(edit.instance === undefined ? {} : { instance: edit.instance }),
      ...(edit.limits === undefined ? {} : { limits: JSON.stringify(edit.limits) }),
      ...(edit.absent === undefined ? {} : { absent: edit.absent }),
      mapping: JSON.stringify(mapping),
      conditions: conditions === null ? null : JSON.stringify(conditions),
    }).catch(nameTaken),
  )
}

/** Stops an integration from running by itself. Throws `conflict` where it does not. */
export async function pause(
  ctx: Ctx,
  { id, because }: { readonly id: string; readonly because?: string | undefined },
): Promise<IntegrationRow> {
  const row = await getIntegration(ctx, id)
  if (await pauseIntegration(ctx.db.pool, row.id, because ?? null)) return getIntegration(ctx, id)
  throw new AppError(
    'conflict',
    `"${row.name}" is ${stateWords[row.state]}; only an active one can be paused`,
  )
}

/** Lets a paused integration run by itself again. Throws `conflict` where it is not paused. */
export async function resume(ctx: Ctx, id: string): Promise<IntegrationRow> {
  const row = await getIntegration(ctx, id)
  if (await resumeIntegration(ctx.db.pool, row.id)) return getIntegration(ctx, id)
  throw new AppError(
    'conflict',
    `"${row.name}" is ${stateWords[row.state]}; only a paused one can be resumed`,
  )
}

const stateWords = {
  draft: 'not launched yet',
  active: 'active',
  paused: 'paused already',
} as const satisfies Record<IntegrationRow['state'], string>

/** Smart Mapping: what could be mapped without asking; written into the mapping if accepted. */
export async function smartMapping(
  ctx: Ctx,
  { id, accept }: { readonly id: string; readonly accept?: boolean | undefined },
): Promise<{ row: IntegrationRow; proposals: readonly Proposal[]; around: Surroundings }> {
  const row = await getIntegration(ctx, id)
  const around = await surroundings(ctx, row)
  const mapping = mappingOf(row)
  const proposals = proposeMapping(around.load, around.fields, mapping)
  if (!accept || proposals.length === 0) return { row, proposals, around }
  const entries = [...mapping.entries, ...proposals.map(({ target, source }) => ({ target, source }))]
  const updated = await updateIntegration(ctx.db, row, { mapping: JSON.stringify({ ...mapping, entries }) })
  return { row: saved(updated), proposals, around }
}

/**
 * Deletes an integration. People, values and history stay; SaaS users that no other integration loads are marked
 * as unmaintained. Throws `run.active` while it runs, `database.locked` while another run is being applied.
 */
export async function deleteIntegration(ctx: Ctx, id: string): Promise<void> {
  const row = await getIntegration(ctx, id)
  if (await isRunning(ctx.db, row.id))
    throw new AppError('run.active', `"${row.name}" is running; cancel the run first`)
  await inTransaction(ctx.db.pool, async (client) => {
    await endSource(client, { sourceId: row.id, actor: ctx.actor.name })
    await deleteIntegrationRow(client, row.id)
  })
}

/** A credential opens only the vendor it was kept for. */
async function checkCredential(
  ctx: Ctx,
  vendor: string,
  credentialId: string | null | undefined,
): Promise<void> {
  if (!credentialId || (await credentialConnector(ctx.db, bareId('cre', credentialId))) === vendor) return
  throw invalid([{ field: 'credentialId', message: `there is no credential of ${vendor} with this id` }])
}

function nameTaken(error: unknown): never {
  if (!isTaken(error, 'integration_name')) throw error
  throw invalid([{ field: 'name', message: 'another integration has this name; choose another' }])
}

function refuse(problems: readonly { field: string; message: string }[]): void {
  if (problems.length > 0) throw invalid(problems)
}

function saved(row: IntegrationRow | undefined): IntegrationRow {
  if (row) return row
  throw new AppError(
    'conflict',
    'Somebody else saved this integration meanwhile; load it again and repeat the edit',
  )
}

// zod's outputs say `undefined` where ours leave a key out; as JSON they are the same.
const exactMapping = (mapping: z.output<typeof NewIntegration>['mapping']): Mapping =>
  JSON.parse(JSON.stringify(mapping))
const conditionIn = (condition: z.output<typeof NewIntegration>['conditions']): Condition | undefined =>
  condition ? JSON.parse(JSON.stringify(condition)) : undefined
