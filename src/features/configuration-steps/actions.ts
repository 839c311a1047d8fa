import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { withinTransaction } from '../../db/within-transaction.ts'
import { createField, readEveryField } from '../../directory/catalogue.ts'
import { editField, orderFields } from '../../directory/edit-field.ts'
import { fieldId, fieldOf } from '../../directory/field.ts'
import type { SourceOrders } from '../../directory/source-order.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { invalid } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { editAccount } from '../accounts/actions.ts'
import { recordAct } from '../activity/actions.ts'
import { readStanding } from '../configuration/actions.ts'
import { identity, type Wanted } from '../configuration/rules.ts'
import { everyIntegration } from '../configuration/store.ts'
import { editCredential, forgetCredential } from '../credentials/actions.ts'
import {
  configurationIn,
  createIntegration,
  deleteIntegration,
  editIntegration,
  getIntegration,
} from '../integrations/actions.ts'
import { differing } from '../integrations/rules.ts'
import type { IntegrationEdit } from '../integrations/schema.ts'
import type { Configuration, IntegrationRow } from '../integrations/store.ts'
import { dropRole, editRole, makeRole } from '../roles/actions.ts'
import { takeOrders } from '../source-orders/actions.ts'
import { type AppliedRun, type Seen, takeChange } from '../trials/actions.ts'
import { createWebhook, deleteWebhook, editWebhook, pauseSecretless } from '../webhooks/actions.ts'
import { actOf, atItsPlace, changed, fieldOrder, ordersWanted, type Step } from './rules.ts'

/** What steps are taken by. */
export interface Means {
  readonly wanted: Wanted
  /** Ids of credentials by the identity of their names. */
  readonly credentials: ReadonlyMap<string, string>
  /** Runs whose plans were looked at. */
  readonly seen: readonly Seen[]
}

export interface Taking {
  readonly steps: readonly Step[]
  readonly means: Means
}

/** Takes steps, one after the other. Answers the runs by which changes of integrations are to take effect. */
export async function takeSteps(ctx: Ctx, { steps, means }: Taking): Promise<AppliedRun[]> {
  const runs: (AppliedRun | undefined)[] = []
  for (const step of steps)
    runs.push(
      await takeStep(ctx, step, means).catch((error: unknown) => {
        throw atItsPlace(error, step)
      }),
    )
  runs.push(await takeOrders(ctx, await ordersIn(ctx, steps, means.wanted), means.seen))
  if (steps.some(({ noun }) => noun === 'fields' || noun === 'layouts'))
    await putFieldsInOrder(ctx, means.wanted)
  // Last of all, for whoever adds an act next waits until this transaction ends.
  for (const step of steps) await recordAct(ctx, actOf(step))
  return runs.filter((run) => run !== undefined)
}

/** Takes steps and takes them back, so that a plan is refused for whatever its apply would be. Nothing is deleted. */
export async function rehearse(ctx: Ctx, { steps, means }: Taking): Promise<void> {
  const over = Symbol('over')
  const made = steps.filter(({ verb }) => verb !== 'delete')
  await inTransaction(ctx.db.pool, async (client) => {
    await takeSteps({ ...ctx, db: withinTransaction(client, ctx.db) }, { steps: made, means })
    throw over
  }).catch((reason: unknown) => {
    if (reason !== over) throw reason
  })
}

/** The orders of sources that steps want. Throws `input.invalid` where what they name is not there. */
export async function ordersIn({ db }: Ctx, steps: readonly Step[], wanted: Wanted): Promise<SourceOrders> {
  const [fields, all] = await Promise.all([readEveryField(db.pool), everyIntegration(db)])
  const integrations = new Map(all.map(({ id, name }) => [identity(name), id]))
  return ordersWanted(steps, wanted, { fields: new Set(fields.map(fieldId)), integrations })
}

/** Puts the customer's fields in the order of their files, and all in that of layouts, once all of them are there. */
async function putFieldsInOrder(ctx: Ctx, wanted: Wanted): Promise<void> {
  const order = fieldOrder(await readStanding(ctx), wanted)
  await inTransaction(ctx.db.pool, async (client) => {
    for (const keys of [order, ...wanted.layouts.map(({ fields }) => fields)]) await orderFields(client, keys)
  })
}

async function takeStep(ctx: Ctx, step: Step, means: Means): Promise<AppliedRun | undefined> {
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
    case 'layouts':
    case 'orders':
      // They take effect together, once all else is done.
      return undefined
    case 'webhooks':
      return takeWebhookStep(ctx, step, means)
  }
}

async function takeFieldStep(ctx: Ctx, step: Step, { wanted }: Means): Promise<undefined> {
  const file = wanted.fields[step.at]
  if (!file) return
  const { order: _, key, type, ...field } = file
  const { label, mandatory, options } = changed(step, field)
  await inTransaction(ctx.db.pool, async (client) => {
    if (step.verb === 'change') await editField(client, step.name, { label, mandatory, options })
    else if (type) await createField(client, { ...fieldOf(key), type, ...field })
    else throw invalid([{ field: 'type', message: 'is missing; only Muster’s own fields go without' }])
  })
}

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

async function takeIntegrationStep(ctx: Ctx, step: Step, means: Means): Promise<AppliedRun | undefined> {
  const id = publicId('int', step.id ?? '')
  if (step.verb === 'delete') return deleteIntegration(ctx, id).then(() => undefined)
  const file = means.wanted.integrations[step.at]
  if (!file) return undefined
  if (step.verb === 'create') {
    const { was: _, credential, ...rest } = file
    await createIntegration(ctx, { ...rest, credentialId: credentialIn(credential, means) })
    return undefined
  }
  const row = await getIntegration(ctx, id)
  const edit = editIn(step, file, means)
  if (row.state === 'draft') return editIntegration(ctx, { id, ...edit }).then(() => undefined)
  const { beside, change } = inParts(edit)
  await editIntegration(ctx, { id, ...beside })
  return Object.keys(change).length === 0 ? undefined : takeChange(ctx, row, { change, seen: means.seen })
}

/** What a step would change of a launched integration's configuration, as its columns hold it. */
export function configurationOf(row: IntegrationRow, step: Step, means: Means): Partial<Configuration> {
  const file = means.wanted.integrations[step.at]
  return file ? differing(row, configurationIn(inParts(editIn(step, file, means)).change)) : {}
}

type Edit = z.output<typeof IntegrationEdit>

/** What a step edits of an integration, as the API says it. */
function editIn(step: Step, file: Wanted['integrations'][number], means: Means): Edit {
  const { credential, was: _, connector: __, load: ___, ...edit } = changed(step, file)
  return credential === undefined ? edit : { ...edit, credentialId: credentialIn(credential, means) }
}

function credentialIn(name: string | null, { credentials }: Means): string | null {
  const id = name === null ? undefined : credentials.get(identity(name))
  return id === undefined ? null : publicId('cre', id)
}

/** What runs need not know of, and what decides what becomes of a record. */
const inParts = ({ name, contacts, limits, schedule, ...change }: Edit) => ({
  beside: { name, contacts, limits, schedule },
  change,
})
