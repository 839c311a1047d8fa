import { defineRoute, type Route } from '../../kit/route.ts'
import { applyConfiguration, planConfiguration } from './actions.ts'
import { ApplyWish, ConfigurationApplied, ConfigurationPlan, PlanWish } from './schema.ts'

export const configurationPlanRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/configuration/plan',
    summary: 'What files would do, and runs that find out whom it would change; nothing is done',
    needs: 'configuration:write',
    input: PlanWish,
    output: ConfigurationPlan,
    act: 'configuration.planned',
    isCostly: true,
    run: planConfiguration,
  }),
  defineRoute({
    method: 'post',
    path: '/api/configuration/apply',
    summary: 'Do exactly what a plan of files showed, all of it or nothing',
    needs: 'configuration:write',
    input: ApplyWish,
    output: ConfigurationApplied,
    // It can say who has which rights.
    proof: true,
    act: 'configuration.applied',
    isCostly: true,
    run: applyConfiguration,
  }),
]
