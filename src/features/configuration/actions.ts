import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { withinTransaction } from '../../db/within-transaction.ts'
import { readEveryField } from '../../directory/catalogue.ts'
import { fieldId } from '../../directory/field.ts'
import { readSourceOrders, type SourceOrders } from '../../directory/source-order.ts'
import type { Ctx } from '../../kit/ctx.ts'
import type { Right } from '../../kit/rights.ts'
import { AppError, invalid, type Problem } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { recordAct } from '../activity/actions.ts'
import type { Act } from '../activity/rules.ts'
import {
  type AppliedRun,
  configurationOf,
  type Means,
  takeOrder,
  takeStep,
} from '../configuration-steps/actions.ts'
import {
  actOf,
  compare,
  digestOf,
  finalOrder,
  identity,
  keptOf,
  type Noun,
  nouns,
  present,
  rightOf,
  type Standing,
  type Step,
  type Wanted,
} from '../configuration-steps/rules.ts'
import { adjustmentsOf } from '../integrations/rules.ts'
import { findIntegration, type IntegrationRow, lockIntegration } from '../integrations/store.ts'
import { queueReplay, supersedeReplays } from '../proposals/store.ts'
import type { Schedule } from '../schedules/schema.ts'
import { takeOrders, tryOrders } from '../source-orders/actions.ts'
import { ordersWanted } from '../source-orders/rules.ts'
import { credentialProblems, needOf } from './rules.ts'
import { type ApplyWish, type ConfigurationPlan, Files, type PlanWish } from './schema.ts'
import {
  everyAccount,
  everyCredential,
  everyIntegration,
  everyRole,
  everyWebhook,
  type IntegrationHere,
} from './store.ts'

/** Everything that files can say, as it is now. */
export async function readStanding(ctx: Ctx): Promise<Standing> {
  const [fields, roles, accounts, credentials, integrations, orders, webhooks] = await Promise.all([
    readEveryField(ctx.db.pool),
    everyRole(ctx.db),
    everyAccount(ctx.db),
    everyCredential(ctx.db),
    everyIntegration(ctx.db),
    readSourceOrders(ctx.db.pool),
    everyWebhook(ctx.db),
  ])
  const names = new Map(credentials.map(({ id, name }) => [id, name]))
  const own = fields.filter(({ core }) => !core)
  // Said as a file would say it, and read as one, so that both sides have the same shape.
  const files = Files.parse({
    fields: own.map(({ object, key, label, type, unique, mandatory, options }, at) => ({
      key: fieldId({ object, key }),
      label,
      type,
      unique,
      mandatory,
      options,
      order: at + 1,
    })),
    roles: roles.map(({ key, label, rights, filter, hidden_fields }) => ({
      ...{ key, label, rights, filter },
      hiddenFields: hidden_fields,
    })),
    accounts: accounts.map(({ name, email, role }) => ({ name, email, role })),
    credentials: credentials.map(({ name, connector, settings, origins }) => ({
      name,
      connector,
      settings,
      origins,
    })),
    integrations: integrations.map((row) => integrationFile(row, names)),
    orders: Object.entries(orders).map(([field, sources]) => ({
      field,
      sources: namesOf(sources, integrations),
    })),
    webhooks: webhooks.map(({ name, url, events }) => ({ name, url, events })),
  })
  const there = <N extends Noun>(noun: N, ids: readonly string[]) =>
    files[noun].map((file: Wanted[N][number], at: number) => ({ id: ids[at] ?? '', file }))
  return {
    fields: there('fields', own.map(fieldId)),
    roles: there(
      'roles',
      roles.map(({ key }) => key),
    ),
    accounts: there(
      'accounts',
      accounts.map(({ id }) => id),
    ),
    credentials: there(
      'credentials',
      credentials.map(({ id }) => id),
    ),
    integrations: there(
      'integrations',
      integrations.map(({ id }) => id),
    ),
    orders: there('orders', Object.keys(orders)),
    webhooks: there(
      'webhooks',
      webhooks.map(({ id }) => id),
    ),
  }
}

/** What integrations are called; one that was deleted has no name any more. */
const namesOf = (ids: readonly string[], integrations: readonly IntegrationHere[]): string[] =>
  ids.flatMap((id) => integrations.find((row) => row.id === id)?.name ?? [])

function integrationFile(row: IntegrationHere, credentials: ReadonlyMap<string, string>) {
  const { name, connector, load, selection, preference, instance, absent, mapping, conditions, contacts } =
    row
  return {
    ...{ name, connector, load, selection, preference, instance, absent, mapping, conditions, contacts },
    credential: row.credential_id && credentials.get(row.credential_id),
    ...(row.schedule ? { schedule: row.schedule as unknown as Schedule } : {}),
    limits: adjustmentsOf(row),
  }
}

type Plan = z.input<typeof ConfigurationPlan>

/** What files would do, without that anything is done: whom it would change, its trials find out. */
export async function planConfiguration(
  ctx: Ctx,
  { prune, ...wanted }: z.output<typeof PlanWish>,
): Promise<Plan> {
  const there = await readStanding(ctx)
  const steps = stepsOf(ctx, { there, wanted, prune })
  const means = { wanted, credentials: idsByName(there), seen: [] }
  const needs = steps.flatMap((step) => needOf(ctx.connectors, step, wanted) ?? [])
  const possible = steps.filter((step) => needOf(ctx.connectors, step, wanted) === undefined)
  await rehearse(ctx, { steps: possible, means })
  const tried = await tryChanges(ctx, { steps, means })
  return {
    digest: digestOf(steps),
    steps: steps.map(present),
    needs,
    kept: keptOf(there, wanted, prune).filter(({ noun }) => ctx.actor.rights.has(rightOf(noun, 'read'))),
    ...tried,
  }
}

/**
 * Does what files say, all of it or nothing. Changes of launched integrations take effect by the plans that were seen;
 * where there is none, or it is another by now, they wait for somebody to look. Throws `conflict` when the plan is another.
 */
export async function applyConfiguration(
  ctx: Ctx,
  { prune, digest, seen, ...wanted }: z.output<typeof ApplyWish>,
): Promise<{ runs: AppliedRun[] }> {
  if (seen.length > 0) wantRight(ctx, 'runs:write')
  const there = await readStanding(ctx)
  const steps = stepsOf(ctx, { there, wanted, prune })
  if (digestOf(steps) !== digest)
    throw new AppError(
      'conflict',
      'What is there, or what the files say, is another than in this plan; make a new one',
    )
  const [need] = steps.flatMap((step) => needOf(ctx.connectors, step, wanted) ?? [])
  if (need) throw new AppError('conflict', `${need.message}. Enter it first: ${need.command}`)
  const runs = await takeSteps(ctx, { steps, means: { wanted, credentials: idsByName(there), seen } })
  return { runs }
}

interface Told {
  readonly there: Standing
  readonly wanted: Wanted
  readonly prune: boolean
}

function stepsOf(ctx: Ctx, { there, wanted, prune }: Told): Step[] {
  const problems = credentialProblems(ctx.connectors, there, wanted)
  if (problems.length > 0) throw invalid(problems)
  // What is there is told only to who may read it, also by what differs.
  for (const noun of nouns) if (wanted[noun].length > 0) wantRight(ctx, rightOf(noun, 'read'))
  const steps = compare(there, wanted, prune)
  for (const { noun } of steps) wantRight(ctx, rightOf(noun, 'write'))
  return steps
}

/** Refuses whoever lacks a right that only what is asked for wants. Throws `not.allowed`. */
export function wantRight({ actor }: Ctx, needs: Right): void {
  if (!actor.rights.has(needs)) throw new AppError('not.allowed', `This needs the right ${needs}`, { needs })
}

const idsByName = ({ credentials }: Standing): Map<string, string> =>
  new Map(credentials.map(({ id, file }) => [file.name.toLowerCase(), id]))

interface Taking {
  readonly steps: readonly Step[]
  readonly means: Means
}

async function takeSteps(ctx: Ctx, { steps, means }: Taking): Promise<AppliedRun[]> {
  const runs: AppliedRun[] = []
  const acts: Act[] = []
  const isOrdered = steps.some(({ noun }) => noun === 'fields')
  const { wanted } = means
  for (const step of steps) {
    const run = await takeStep(ctx, step, means).catch((error: unknown) => {
      throw atItsPlace(error, step)
    })
    if (run) runs.push(run)
    acts.push(actOf(step))
  }
  runs.push(...(await takeOrders(ctx, await ordersIn(ctx, steps, wanted), means.seen)))
  if (isOrdered) await takeOrder(ctx, finalOrder(await readStanding(ctx), wanted))
  // Last of all, for whoever adds an act next waits until this transaction ends.
  for (const act of acts) await recordAct(ctx, act)
  return runs
}

/** A fault of one step says of what it is: at the place in the files where there is one. */
function atItsPlace(error: unknown, { noun, at, name }: Step): unknown {
  if (!(error instanceof AppError)) return error
  const { problems } = error.detail
  if (error.code !== 'input.invalid' || !Array.isArray(problems))
    return new AppError(error.code, `${noun}, "${name}": ${error.message}`, error.detail, error.cause)
  // Only \`invalid\` puts problems there.
  return invalid(
    (problems as Problem[]).map(({ field, message }) => ({ field: placeOf(noun, at, field), message })),
  )
}

const placeOf = (noun: Noun, at: number, field: string): string =>
  `${noun}.${at}.${field
    .replace(/^credentialId/, 'credential')
    .replace(/^id$/, 'key')
    .replace(/\[(\d+)\]/g, '.$1')}`

/** Takes the steps and takes them back, so that a plan is refused for whatever its apply would be. Nothing is deleted. */
async function rehearse(ctx: Ctx, { steps, means }: Taking): Promise<void> {
  const over = Symbol('over')
  const made = steps.filter(({ verb }) => verb !== 'delete')
  await inTransaction(ctx.db.pool, async (client) => {
    await takeSteps({ ...ctx, db: withinTransaction(client) }, { steps: made, means })
    throw over
  }).catch((reason: unknown) => {
    if (reason !== over) throw reason
  })
}

/** Queues a run for each change of a launched integration, that finds out from stored records what it would do. */
async function tryChanges(ctx: Ctx, { steps, means }: Taking): Promise<Pick<Plan, 'trials' | 'untried'>> {
  const known = new Set((await readEveryField(ctx.db.pool)).map(({ key }) => key))
  const trials: Plan['trials'] = []
  const untried: Plan['untried'] = []
  for (const step of steps) {
    const row =
      step.noun === 'integrations' && step.verb === 'change' && (await findIntegration(ctx.db, step.id ?? ''))
    const edit = row ? configurationOf(row, step, means) : {}
    if (!row || row.state === 'draft' || Object.keys(edit).length === 0) continue
    const fresh = (edit.mapping?.entries ?? []).find(({ target }) => !known.has(target))
    if (fresh === undefined) trials.push({ integration: step.name, runId: await tryEdit(ctx, row, edit) })
    else untried.push({ integration: step.name, message: `the field ${fresh.target} is not there yet` })
  }
  // The rehearsal made what they name; here that may not be there yet.
  const orders = await ordersIn(ctx, steps, means.wanted).catch(() => undefined)
  const reorder = orders && (await tryOrders(ctx, orders))
  if (reorder) trials.push(reorder)
  if (!orders) untried.push({ integration: 'Order of sources', message: 'what it names is not there yet' })
  return { trials, untried }
}

async function tryEdit(ctx: Ctx, row: IntegrationRow, edit: object): Promise<string> {
  const { id: integrationId, revision } = row
  const runId = await inTransaction(ctx.db.pool, async (client) => {
    await lockIntegration(client, row)
    await supersedeReplays(client, integrationId, 'tries')
    return queueReplay(client, { integrationId, revision, actor: ctx.actor.name, tries: edit })
  })
  if (runId) return publicId('run', runId)
  throw new AppError('run.active', `A run of "${row.name}" is under way; plan again when it has ended`)
}

async function ordersIn({ db }: Ctx, steps: readonly Step[], wanted: Wanted): Promise<SourceOrders> {
  const [fields, all] = await Promise.all([readEveryField(db.pool), everyIntegration(db)])
  const integrations = new Map(all.map(({ id, name }) => [identity(name), id]))
  return ordersWanted(steps, wanted, { fields: new Set(fields.map(fieldId)), integrations })
}
