import { accountRoutes } from '../features/accounts/routes.ts'
import { activityRoutes } from '../features/activity/routes.ts'
import { bulkEditRoutes } from '../features/bulk-edits/routes.ts'
import { claimRoutes } from '../features/claims/routes.ts'
import { configurationRoutes } from '../features/configuration/routes.ts'
import { configurationPlanRoutes } from '../features/configuration-plans/routes.ts'
import { connectorRoutes } from '../features/connectors/routes.ts'
import { credentialRoutes } from '../features/credentials/routes.ts'
import { decisionRoutes } from '../features/decisions/routes.ts'
import { deliveryRoutes } from '../features/deliveries/routes.ts'
import { deviceRoutes } from '../features/devices/routes.ts'
import { duplicateRoutes } from '../features/duplicates/routes.ts'
import { erasureRoutes } from '../features/erasures/routes.ts'
import { expressionRoutes } from '../features/expressions/routes.ts'
import { fieldRoutes } from '../features/fields/routes.ts'
import { handEditRoutes } from '../features/hand-edits/routes.ts'
import { installationRoutes } from '../features/installations/routes.ts'
import { integrationRoutes } from '../features/integrations/routes.ts'
import { invitationRoutes } from '../features/invitations/routes.ts'
import { mailRoutes } from '../features/mail/routes.ts'
import { mergeRoutes } from '../features/merges/routes.ts'
import { noticeRoutes } from '../features/notices/routes.ts'
import { oidcRoutes } from '../features/oidc/routes.ts'
import { outcomeRoutes } from '../features/outcomes/routes.ts'
import { peopleRoutes } from '../features/people/routes.ts'
import { planRoutes } from '../features/plans/routes.ts'
import { profileRoutes } from '../features/profile/routes.ts'
import { providerRoutes } from '../features/providers/routes.ts'
import { recordRoutes } from '../features/records/routes.ts'
import { roleRoutes } from '../features/roles/routes.ts'
import { runRoutes } from '../features/runs/routes.ts'
import { saasApplicationRoutes } from '../features/saas-applications/routes.ts'
import { saasUserClaimRoutes } from '../features/saas-user-claims/routes.ts'
import { saasUserLinkRoutes } from '../features/saas-user-links/routes.ts'
import { saasUserRoutes } from '../features/saas-users/routes.ts'
import { sampleRoutes } from '../features/samples/routes.ts'
import { scheduleRoutes } from '../features/schedules/routes.ts'
import { scimRoutes } from '../features/scim/routes.ts'
import { scimGroupRoutes } from '../features/scim-groups/routes.ts'
import { scimUserRoutes } from '../features/scim-users/routes.ts'
import { searchRoutes } from '../features/search/routes.ts'
import { sessionRoutes } from '../features/sessions/routes.ts'
import { setupRoutes } from '../features/setup/routes.ts'
import { smartMappingRoutes } from '../features/smart-mapping/routes.ts'
import { softwareRoutes } from '../features/software/routes.ts'
import { sourceOrderRoutes } from '../features/source-orders/routes.ts'
import { surveyRoutes } from '../features/surveys/routes.ts'
import { termsEditRoutes } from '../features/terms-edits/routes.ts'
import { tokenRoutes } from '../features/tokens/routes.ts'
import { totpRoutes } from '../features/totp/routes.ts'
import { trialRoutes } from '../features/trials/routes.ts'
import { undoRoutes } from '../features/undo/routes.ts'
import { viewRoutes } from '../features/views/routes.ts'
import { webhookRoutes } from '../features/webhooks/routes.ts'
import type { Route } from '../kit/route.ts'
import { systemRoutes } from './system-routes.ts'

const product: readonly Route[] = [
  ...setupRoutes,
  ...providerRoutes,
  ...oidcRoutes,
  ...scimRoutes,
  ...scimUserRoutes,
  ...scimGroupRoutes,
  ...sessionRoutes,
  ...invitationRoutes,
  ...profileRoutes,
  ...totpRoutes,
  ...accountRoutes,
  ...roleRoutes,
  ...tokenRoutes,
  ...connectorRoutes,
  ...credentialRoutes,
  ...fieldRoutes,
  ...sourceOrderRoutes,
  ...integrationRoutes,
  ...scheduleRoutes,
  ...smartMappingRoutes,
  ...expressionRoutes,
  ...sampleRoutes,
  ...surveyRoutes,
  ...runRoutes,
  ...planRoutes,
  ...decisionRoutes,
  ...outcomeRoutes,
  ...recordRoutes,
  ...undoRoutes,
  ...noticeRoutes,
  ...mailRoutes,
  ...peopleRoutes,
  ...claimRoutes,
  ...handEditRoutes,
  ...mergeRoutes,
  ...duplicateRoutes,
  ...bulkEditRoutes,
  ...erasureRoutes,
  ...saasApplicationRoutes,
  ...termsEditRoutes,
  ...saasUserClaimRoutes,
  ...saasUserLinkRoutes,
  ...saasUserRoutes,
  ...deviceRoutes,
  ...installationRoutes,
  ...softwareRoutes,
  ...viewRoutes,
  ...searchRoutes,
  ...webhookRoutes,
  ...deliveryRoutes,
  ...configurationRoutes,
  ...configurationPlanRoutes,
  ...trialRoutes,
  ...activityRoutes,
]

/** Every route, in the order of the API's pages. */
export const routes: readonly Route[] = [...product, ...systemRoutes(product)]
