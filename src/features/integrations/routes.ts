import { z } from 'zod'
import { findLoad } from '../../connect/find-load.ts'
import { readEveryField } from '../../directory/catalogue.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { page } from '../../kit/page.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { AppError } from '../../lib/errors.ts'
import { objectOf } from '../../sync/recipe.ts'
import { readTimings } from '../schedules/store.ts'
import { createIntegration, deleteIntegration, editIntegration, getIntegration } from './actions.ts'
import { present, presentBrakes, presentEnding, proposalOf } from './rules.ts'
import {
  BrakeAnswer,
  DeletedAnswer,
  EndingAnswer,
  IntegrationAnswer,
  IntegrationEdit,
  NewIntegration,
} from './schema.ts'
import { type IntegrationRow, integrationList, readEndings } from './store.ts'

const id = z.object({ id: z.string() })

/** Integrations as they are answered, with what their schedules did and will do. */
async function answers(ctx: Ctx, rows: readonly IntegrationRow[]): Promise<Answer[]> {
  const { pool } = ctx.db
  const [fields, timings] = await Promise.all([
    readEveryField(pool),
    readTimings(
      pool,
      rows.map(({ id }) => id),
    ),
  ])
  return rows.map((row) =>
    present(row, { fields, timings, object: objectOf(findLoad(ctx.connectors, row).load) }),
  )
}

type Answer = z.input<typeof IntegrationAnswer>

/** One integration as it is answered. */
export async function answer(ctx: Ctx, row: IntegrationRow): Promise<Answer> {
  const [one] = await answers(ctx, [row])
  if (!one) throw new AppError('not.found')
  return one
}

/** What of an integration is edited; a change that waits as a proposal is told when it is proposed. */
export const integration: Thing = {
  noun: 'integration',
  read: async (ctx, id) => {
    const row = await getIntegration(ctx, id)
    const {
      name,
      credentialId,
      selection,
      preference,
      instance,
      absent,
      state,
      mapping,
      conditions,
      ...rest
    } = await answer(ctx, row)
    const { contacts, limits, schedule, pausedBecause } = rest
    const configuration = { credentialId, selection, preference, instance, mapping, conditions }
    const besides = { name, absent, contacts, limits, schedule, state, pausedBecause }
    return { name, values: { ...configuration, ...besides, proposal: proposalOf(row)?.edit ?? null } }
  },
}

export const integrationRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/integrations',
    summary: 'Every integration, with what is missing before it can be launched',
    needs: 'integrations:read',
    item: IntegrationAnswer,
    size: { usual: 200, most: 200 },
    list: async (ctx) => asked(ctx.db, integrationList(ctx.db), (rows) => answers(ctx, rows)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/brakes',
    summary: 'The brakes that can be set per integration: what each counts, and how it usually stands',
    needs: 'integrations:read',
    output: page(BrakeAnswer),
    run: async () => ({ items: presentBrakes(), next: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/integrations',
    summary: 'Make a draft of an integration',
    needs: 'integrations:write',
    input: NewIntegration,
    output: IntegrationAnswer,
    status: 201,
    act: 'integration.made',
    makes: integration,
    run: async (ctx, input) => answer(ctx, await createIntegration(ctx, input)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/integrations/:id',
    summary: 'One integration',
    needs: 'integrations:read',
    params: id,
    output: IntegrationAnswer,
    of: integration,
    run: async (ctx, input) => answer(ctx, await getIntegration(ctx, input.id)),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/integrations/:id',
    summary: 'Edit an integration; what is left out stays',
    needs: 'integrations:write',
    params: id,
    input: IntegrationEdit,
    output: IntegrationAnswer,
    act: 'integration.edited',
    of: integration,
    run: async (ctx, input) => answer(ctx, await editIntegration(ctx, input)),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/integrations/:id',
    summary: 'Delete an integration; people, values and history stay',
    needs: 'integrations:write',
    params: id,
    output: DeletedAnswer,
    status: 202,
    act: 'integration.deleted',
    of: integration,
    run: async (ctx, input) => ({ ending: await deleteIntegration(ctx, input.id) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/endings',
    summary: 'Integrations that were deleted, while what they alone loaded is still being marked',
    needs: 'integrations:read',
    output: page(EndingAnswer),
    run: async (ctx) => ({ items: (await readEndings(ctx.db)).map(presentEnding), next: null }),
  }),
]
