import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { createField, editField, orderFields } from '../../directory/catalogue.ts'
import { fieldOf } from '../../directory/field.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { editAccount } from '../accounts/actions.ts'
import type { ConfigurationApplied } from '../configuration/schema.ts'
import { editCredential, forgetCredential } from '../credentials/actions.ts'
import {
  configurationIn,
  createIntegration,
  deleteIntegration,
  editIntegration,
  getIntegration,
} from '../integrations/actions.ts'
import { differing, proposalOf } from '../integrations/rules.ts'
import type { IntegrationEdit } from '../integrations/schema.ts'
import {
  type Configuration,
  type IntegrationRow,
  keepProposal,
  lockIntegration,
} from '../integrations/store.ts'
import { supersedeReplays } from '../proposals/store.ts'
import { dropRole, editRole, makeRole } from '../roles/actions.ts'
import { applyPlanOf } from '../runs/actions.ts'
import { findRun, type RunRow } from '../runs/store.ts'
import { createWebhook, deleteWebhook, editWebhook, pauseSecretless } from '../webhooks/actions.ts'
import type { Step, Wanted } from './rules.ts'

export type AppliedRun = z.output<typeof ConfigurationApplied>['runs'][number]

/** What steps are taken by. */
export interface Means {
  readonly wanted: Wanted
  /** Ids of credentials by their names in lower case. */
  readonly credentials: ReadonlyMap<string, string>
  /** Runs whose plans were looked at. */
  readonly seen: readonly { readonly runId: string; readonly digest: string }[]
}

/** Takes one step. Answers the run by which a change of an integration is to take effect, where it needs one. */
export async function takeStep(ctx: Ctx, step: Step, means: Means): Promise<AppliedRun | undefined> {
  switch (step.noun) {
    case 'fields':
      return takeFieldStep(ctx, step, means)
    case 'roles':
      return takeRoleStep(ctx, step, means)
    case 'accounts':
      return takeAccountStep(ctx, step, means)
    case 'credentials':
      return takeCredentialStep(ctx, step, means)
    case 'integrations':
      return takeIntegrationStep(ctx, step, means)
    case 'orders':
      // They take effect together, once all else is done.
      return undefined
    case 'webhooks':
      return takeWebhookStep(ctx, step, means)
  }
}

/** The top-level keys that a step changes, with their values. */
function changed<T extends object>({ changes }: Step, file: T): Partial<T> {
  const keys = new Set(changes.map(({ path }) => path.split('.', 1)[0]))
  // Filtered by key, each value stays what it was.
  return Object.fromEntries(Object.entries(file).filter(([key]) => keys.has(key))) as Partial<T>
}

async function takeFieldStep(ctx: Ctx, { verb, at, name }: Step, { wanted }: Means): Promise<undefined> {
  const file = wanted.fields[at]
  if (!file) return
  const { order: _, key, ...field } = file
  const { label, mandatory, options } = field
  await inTransaction(ctx.db.pool, async (client) => {
    if (verb === 'create') await createField(client, { ...fieldOf(key), ...field })
    else await editField(client, name, { label, mandatory, options })
  })
}

/** Puts the customer's fields in the order of their files, once all of them are there. */
export const takeOrder = (ctx: Ctx, keys: readonly string[]): Promise<void> =>
  inTransaction(ctx.db.pool, (client) => orderFields(client, keys))

async function takeRoleStep(ctx: Ctx, { verb, at, name }: Step, { wanted }: Means): Promise<undefined> {
  if (verb === 'delete') return void (await dropRole(ctx, name))
  const file = wanted.roles[at]
  if (!file) return
  await (verb === 'create' ? makeRole(ctx, file) : editRole(ctx, file))
}

/** A new account is that of who accepts an invitation, which no file can. */
async function takeAccountStep(ctx: Ctx, { id, at }: Step, { wanted }: Means): Promise<undefined> {
  const file = wanted.accounts[at]
  if (!file || id === undefined) return
  await editAccount(ctx, { id: publicId('acc', id), name: file.name, role: file.role })
}

/** A new credential is made by who knows its secret, not by a file. */
async function takeCredentialStep(ctx: Ctx, step: Step, { wanted }: Means): Promise<undefined> {
  if (step.id === undefined) return
  const id = publicId('cre', step.id)
  if (step.verb === 'delete') return void (await forgetCredential(ctx, id))
  const { name, settings } = changed(step, wanted.credentials[step.at] ?? {}) as Partial<
    Wanted['credentials'][number]
  >
  await editCredential(ctx, { id, name, settings })
}

async function takeWebhookStep(ctx: Ctx, step: Step, { wanted }: Means): Promise<undefined> {
  const id = step.id === undefined ? '' : publicId('whk', step.id)
  if (step.verb === 'delete') return deleteWebhook(ctx, id).then(() => undefined)
  const file = wanted.webhooks[step.at]
  if (!file) return
  const { was: _, ...webhook } = file
  if (step.verb === 'change') await editWebhook(ctx, { id, ...webhook })
  else await pauseSecretless(ctx, (await createWebhook(ctx, webhook)).row)
}

type Edit = z.output<typeof IntegrationEdit>
const decisive = [
  'mapping',
  'conditions',
  'selection',
  'preference',
  'instance',
  'absent',
  'credentialId',
] as const
const beside = ['name', 'contacts', 'limits', 'schedule'] as const

async function takeIntegrationStep(ctx: Ctx, step: Step, means: Means): Promise<AppliedRun | undefined> {
  if (step.verb === 'delete') {
    await deleteIntegration(ctx, publicId('int', step.id ?? ''))
    return undefined
  }
  const file = means.wanted.integrations[step.at]
  if (!file) return undefined
  const { was: _, credential, ...rest } = file
  const credentialId = credentialIn(credential, means)
  if (step.verb === 'create') {
    await createIntegration(ctx, { ...rest, credentialId })
    return undefined
  }
  const row = await getIntegration(ctx, publicId('int', step.id ?? ''))
  const edit = editIn(step, file, means)
  const isDraft = row.state === 'draft'
  await editIntegration(ctx, {
    id: publicId('int', row.id),
    ...pick(edit, isDraft ? [...beside, ...decisive] : beside),
  })
  const change = pick(edit, decisive)
  return isDraft || Object.keys(change).length === 0 ? undefined : changeLaunched(ctx, row, { change, means })
}

const credentialIn = (name: string | null, { credentials }: Pick<Means, 'credentials'>): string | null => {
  const id = name === null ? undefined : credentials.get(name.toLowerCase())
  return id === undefined ? null : publicId('cre', id)
}

/** What a step edits of an integration, as the API says it. */
function editIn(step: Step, file: Wanted['integrations'][number], means: Pick<Means, 'credentials'>): Edit {
  const { credential, was: _, connector: __, load: ___, ...edit } = changed(step, file)
  return credential === undefined ? edit : { ...edit, credentialId: credentialIn(credential, means) }
}

/** What a step would change of a launched integration's configuration, as its columns hold it. */
export const configurationOf = (
  row: IntegrationRow,
  step: Step,
  means: Pick<Means, 'credentials' | 'wanted'>,
): Partial<Configuration> => {
  const file = means.wanted.integrations[step.at]
  return file ? differing(row, configurationIn(pick(editIn(step, file, means), decisive))) : {}
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  // Only keys that are there are taken, with what is there.
  return Object.fromEntries(keys.filter((key) => key in from).map((key) => [key, from[key]])) as Partial<
    Pick<T, K>
  >
}

interface Changing {
  readonly change: Edit
  readonly means: Means
}

/** By a plan that was looked at, the change takes effect; any other waits for somebody to look. */
async function changeLaunched(
  ctx: Ctx,
  row: IntegrationRow,
  { change, means }: Changing,
): Promise<AppliedRun | undefined> {
  const edit = differing(row, configurationIn(change))
  const trial = await findTrial(ctx, { row, edit, seen: means.seen })
  const integration = row.name
  if (trial) {
    await adopt(ctx, row, { trial, edit })
    const run = await applyPlanOf(ctx, { id: publicId('run', trial.id), digest: trial.digest ?? '' })
    return { integration, runId: publicId('run', run.id), released: run.digest !== null }
  }
  const after = await editIntegration(ctx, { id: publicId('int', row.id), ...change })
  const runId = proposalOf(after)?.runId
  return runId === undefined ? undefined : { integration, runId: publicId('run', runId), released: false }
}

interface Sought {
  readonly row: IntegrationRow
  readonly edit: Partial<Configuration>
  readonly seen: Means['seen']
}

/** The run that tried exactly this change of exactly this integration, and whose plan was looked at. */
async function findTrial(ctx: Ctx, { row, edit, seen }: Sought): Promise<RunRow | undefined> {
  for (const { runId, digest } of seen) {
    const run = await findRun(ctx.db, bareId('run', runId))
    const fits = run?.integration_id === row.id && run.revision === row.revision && run.state === 'previewed'
    if (fits && run.digest === digest && isDeepStrictEqual(run.tries, edit)) return run
  }
  return undefined
}

async function adopt(
  ctx: Ctx,
  row: IntegrationRow,
  { trial, edit }: { readonly trial: RunRow; readonly edit: Partial<Configuration> },
): Promise<void> {
  await inTransaction(ctx.db.pool, async (client) => {
    await lockIntegration(client, row)
    await supersedeReplays(client, row.id, { but: trial.id })
    await keepProposal(client, row.id, { runId: trial.id, by: ctx.actor.name, revision: row.revision, edit })
  })
}
