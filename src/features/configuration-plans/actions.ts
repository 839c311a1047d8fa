import type { z } from 'zod'
import { readEveryField } from '../../directory/catalogue.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { wantRight } from '../../kit/want-right.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { readStanding } from '../configuration/actions.ts'
import { identity, nouns, rightOf, type Standing, type Wanted } from '../configuration/rules.ts'
import { credentialProblems, needOf } from '../configuration-needs/rules.ts'
import {
  configurationOf,
  type Means,
  ordersIn,
  rehearse,
  type Taking,
  takeSteps,
} from '../configuration-steps/actions.ts'
import { digestOf, present, type Step } from '../configuration-steps/rules.ts'
import { findIntegration } from '../integrations/store.ts'
import { orderOfSources, tryOrders } from '../source-orders/actions.ts'
import { type AppliedRun, type Trial, tryChange } from '../trials/actions.ts'
import { compare, keptOf } from './rules.ts'
import type { ApplyWish, ConfigurationPlan, PlanWish } from './schema.ts'

type Plan = z.input<typeof ConfigurationPlan>

/** What files would do, without that anything is done: whom it would change, its trials find out. */
export async function planConfiguration(
  ctx: Ctx,
  { prune, ...wanted }: z.output<typeof PlanWish>,
): Promise<Plan> {
  const there = await readStanding(ctx)
  const steps = stepsOf(ctx, { there, wanted, prune })
  const means = { wanted, credentials: idsByName(there), seen: [] }
  const needs = needsOf(ctx, steps, wanted)
  const possible = steps.filter((step) => needOf(ctx.connectors, step, wanted) === undefined)
  await rehearse(ctx, { steps: possible, means })
  return {
    digest: digestOf(steps),
    steps: steps.map(present),
    needs,
    kept: keptOf(there, wanted, prune).filter(({ noun }) => ctx.actor.rights.has(rightOf(noun, 'read'))),
    ...(await tryChanges(ctx, { steps, means })),
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
  if (seen.length > 0) wantRight(ctx.actor, 'runs:write')
  const there = await readStanding(ctx)
  const steps = stepsOf(ctx, { there, wanted, prune })
  if (digestOf(steps) !== digest)
    throw new AppError(
      'conflict',
      'What is there, or what the files say, is another than in this plan; make a new one',
    )
  const [need] = needsOf(ctx, steps, wanted)
  if (need) throw new AppError('conflict', `${need.message}. Enter it first: ${need.command}`)
  return { runs: await takeSteps(ctx, { steps, means: { wanted, credentials: idsByName(there), seen } }) }
}

interface Told {
  readonly there: Standing
  readonly wanted: Wanted
  readonly prune: boolean
}

function stepsOf({ actor, connectors }: Ctx, { there, wanted, prune }: Told): Step[] {
  const problems = credentialProblems(connectors, there, wanted)
  if (problems.length > 0) throw invalid(problems)
  // What is there is told only to who may read it, also by what differs.
  for (const noun of nouns) if (wanted[noun].length > 0) wantRight(actor, rightOf(noun, 'read'))
  const steps = compare(there, wanted, prune)
  for (const { noun } of steps) wantRight(actor, rightOf(noun, 'write'))
  return steps
}

const needsOf = ({ connectors }: Ctx, steps: readonly Step[], wanted: Wanted) =>
  steps.flatMap((step) => needOf(connectors, step, wanted) ?? [])

const idsByName = ({ credentials }: Standing): Map<string, string> =>
  new Map(credentials.map(({ id, file }) => [identity(file.name), id]))

/** What became of a change that was to be tried. */
type Tried = Trial | { readonly integration: string; readonly message: string }

/** Queues a run for each change of a launched integration, and one for other orders of sources. */
async function tryChanges(ctx: Ctx, taking: Taking): Promise<Pick<Plan, 'trials' | 'untried'>> {
  const known = new Set((await readEveryField(ctx.db.pool)).map(({ key }) => key))
  const tried: (Tried | undefined)[] = []
  for (const step of taking.steps) tried.push(await tryStep(ctx, step, { means: taking.means, known }))
  const all = [...tried, await tryOrderSteps(ctx, taking)].filter((one) => one !== undefined)
  return {
    trials: all.filter((one) => 'runId' in one),
    untried: all.filter((one) => 'message' in one),
  }
}

interface Trying {
  readonly means: Means
  readonly known: ReadonlySet<string>
}

async function tryStep(ctx: Ctx, step: Step, { means, known }: Trying): Promise<Tried | undefined> {
  if (step.noun !== 'integrations' || step.verb !== 'change') return undefined
  const row = await findIntegration(ctx.db, step.id ?? '')
  const edit = row ? configurationOf(row, step, means) : {}
  if (!row || row.state === 'draft' || Object.keys(edit).length === 0) return undefined
  const fresh = edit.mapping?.entries.find(({ target }) => !known.has(target))
  if (fresh) return { integration: step.name, message: `the field ${fresh.target} is not there yet` }
  return { ...(await tryChange(ctx, row, edit)), integration: step.name }
}

async function tryOrderSteps(ctx: Ctx, { steps, means }: Taking): Promise<Tried | undefined> {
  // The rehearsal made what they name; here that may not be there yet.
  const orders = await ordersIn(ctx, steps, means.wanted).catch(() => undefined)
  return orders
    ? tryOrders(ctx, orders)
    : { integration: orderOfSources, message: 'what it names is not there yet' }
}
