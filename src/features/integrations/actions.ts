import type { z } from 'zod'
import { findLoad } from '../../connect/find-load.ts'
import { inTransaction } from '../../db/transaction.ts'
import { readFields } from '../../directory/catalogue.ts'
import { endSource } from '../../directory/end-source.ts'
import { type Erasures, readErasures } from '../../directory/erase/marks.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { wantRight } from '../../kit/want-right.ts'
import type { Condition } from '../../lib/condition/condition.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { type Adjustments, widened } from '../../sync/brakes/limits.ts'
import type { Mapping } from '../../sync/mapping/configuration.ts'
import { missingForLaunch } from '../../sync/mapping/missing-for-launch.ts'
import { objectOf } from '../../sync/recipe.ts'
import { findCredential } from '../credentials/store.ts'
import { saveConfiguration } from '../proposals/actions.ts'
import { mappableRoles } from '../roles/store.ts'
import { findActiveRun } from '../runs/store.ts'
import type { Schedule } from '../schedules/schema.ts'
import { findZone, keepSchedule } from '../schedules/store.ts'
import {
  adjustmentsOf,
  conditionsOf,
  configurationProblems,
  mappingOf,
  proposalOf,
  type Surroundings,
  selectionFor,
} from './rules.ts'
import type { IntegrationEdit, NewIntegration } from './schema.ts'
import {
  type Configuration,
  deleteIntegrationRow,
  findIntegration,
  type IntegrationRow,
  insertIntegration,
  updateIntegration,
} from './store.ts'

/** The integration of a public id. Throws `not.found`. */
export async function getIntegration(ctx: Ctx, id: string): Promise<IntegrationRow> {
  const row = await findIntegration(ctx.db, bareId('int', id))
  if (!row) throw new AppError('not.found', `There is no integration ${id}`)
  return row
}

/** Who was erased, as the list of an integration may know them; undefined: nobody yet. */
export function erasuresFor(ctx: Ctx, row: IntegrationRow): Promise<Erasures | undefined> {
  const { connector } = findLoad(ctx.connectors, row)
  return readErasures(ctx.db.pool, { sourceId: row.id, vendor: connector.name, instance: row.instance })
}

/** What an integration's mapping and conditions have to fit. */
export async function surroundings(
  ctx: Ctx,
  row: Pick<IntegrationRow, 'connector' | 'load'>,
): Promise<Surroundings> {
  const { load } = findLoad(ctx.connectors, row)
  const [fields, roles] = await Promise.all([
    readFields(ctx.db.pool, objectOf(load)),
    mappableRoles(ctx.db.pool),
  ])
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
  if (input.limits) checkLimits(ctx, input.limits, {})
  await checkCredential(ctx, input.connector, input.credentialId)
  refuse(configurationProblems(mapping, conditions ?? null, around))
  const id = await insertIntegration(ctx.db, {
    name,
    connector: input.connector,
    load: input.load,
    credential_id: input.credentialId ? bareId('cre', input.credentialId) : null,
    selection: selectionFor(load, input.selection),
    preference: input.preference ?? 'create_update',
    instance: input.instance ?? '',
    limits: JSON.stringify(input.limits ?? {}),
    absent: input.absent ?? 'mark',
    mapping: JSON.stringify(mapping),
    conditions: conditions ? JSON.stringify(conditions) : null,
    contacts: input.contacts ?? [],
    schedule: schedule ? JSON.stringify(schedule) : null,
  }).catch(nameTaken)
  return getIntegration(ctx, publicId('int', id))
}

/**
 * Saves an edit of an integration; what is left out stays. Of one that was launched, a change of its configuration
 * waits as a proposal until the plan of its replay is applied. Throws `run.active` when a run is under way then.
 */
export async function editIntegration(
  ctx: Ctx,
  { id, ...edit }: { readonly id: string } & z.output<typeof IntegrationEdit>,
): Promise<IntegrationRow> {
  const row = await getIntegration(ctx, id)
  const schedule = edit.schedule && (await checkSchedule(ctx, edit.schedule))
  const change = configurationIn(edit)
  await checkCredential(ctx, row.connector, edit.credentialId)
  if (change.selection) selectionFor(findLoad(ctx.connectors, row).load, change.selection)
  await checkConfiguration(ctx, row, change)
  if (edit.limits) checkLimits(ctx, edit.limits, adjustmentsOf(row))
  await updateIntegration(ctx.db, row.id, besidesIn(edit)).catch(nameTaken)
  if (schedule) await keepSchedule(ctx.db.pool, row.id, schedule)
  await saveConfiguration(ctx, row, change)
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

/** What goes through unseen by a wider limit is approved by setting it. */
function checkLimits({ actor }: Ctx, limits: Adjustments, before: Adjustments): void {
  const wider = widened(limits, before)
  if (wider.length === 0) return
  const names = new Intl.ListFormat('en').format(wider)
  wantRight(actor, 'runs:approve', `To let more through than usual (${names})`)
}

/** What runs need not know of: plans that wait are as good as before. */
function besidesIn({ name, contacts, limits }: z.output<typeof IntegrationEdit>) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(contacts === undefined ? {} : { contacts }),
    ...(limits === undefined ? {} : { limits: JSON.stringify(limits) }),
  }
}

/** What of an edit decides what becomes of a record, as columns hold it. */
export function configurationIn(edit: z.output<typeof IntegrationEdit>): Partial<Configuration> {
  const { mapping, conditions, credentialId, selection, preference, instance, absent } = edit
  return {
    ...(mapping === undefined ? {} : { mapping: exactMapping(mapping) }),
    ...(conditions === undefined ? {} : { conditions: conditionIn(conditions) ?? null }),
    ...(selection === undefined ? {} : { selection }),
    ...(preference === undefined ? {} : { preference }),
    ...(instance === undefined ? {} : { instance }),
    ...(absent === undefined ? {} : { absent }),
    ...(credentialId === undefined ? {} : { credential_id: credentialId && bareId('cre', credentialId) }),
  }
}

async function checkConfiguration(
  ctx: Ctx,
  row: IntegrationRow,
  change: Partial<Configuration>,
): Promise<void> {
  const around = await surroundings(ctx, row)
  const changed = { ...row, ...proposalOf(row)?.edit, ...change }
  refuse(configurationProblems(mappingOf(changed), conditionsOf(changed), around))
  // What was launched stays fit to run.
  if (row.state !== 'draft' && change.mapping) refuse(missingForLaunch(change.mapping, around.fields))
}

/**
 * Deletes an integration. People, values and history stay; SaaS users and software that no other integration loads are marked
 * by a worker, afterwards: true where there is anything to see to. Throws `run.active` while it runs.
 */
export async function deleteIntegration(ctx: Ctx, id: string): Promise<boolean> {
  const row = await getIntegration(ctx, id)
  if (await findActiveRun(ctx.db, row.id))
    throw new AppError('run.active', `"${row.name}" is running; cancel the run first`)
  return inTransaction(ctx.db.pool, async (client) => {
    await deleteIntegrationRow(client, row.id)
    return endSource(client, { sourceId: row.id, name: row.name, actor: ctx.actor.name })
  })
}

/** A credential opens only the vendor it was kept for. */
async function checkCredential(
  ctx: Ctx,
  vendor: string,
  credentialId: string | null | undefined,
): Promise<void> {
  if (!credentialId) return
  const credential = await findCredential(ctx.db.kysely, bareId('cre', credentialId))
  if (credential?.connector === vendor) return
  throw invalid([{ field: 'credentialId', message: `there is no credential of ${vendor} with this id` }])
}

function nameTaken(error: unknown): never {
  if (!isTaken(error, 'integration_name')) throw error
  throw invalid([{ field: 'name', message: 'another integration has this name; choose another' }])
}

function refuse(problems: readonly { field: string; message: string }[]): void {
  if (problems.length > 0) throw invalid(problems)
}

/** A mapping as ours is: zod's output says `undefined` where ours leaves a key out; as JSON they are the same. */
export const exactMapping = (mapping: z.output<typeof NewIntegration>['mapping']): Mapping =>
  JSON.parse(JSON.stringify(mapping))

/** The same of a condition. */
export const conditionIn = (
  condition: z.output<typeof NewIntegration>['conditions'],
): Condition | undefined => (condition ? JSON.parse(JSON.stringify(condition)) : undefined)
