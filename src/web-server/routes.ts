import { connectorRoutes } from '../features/connectors/routes.ts'
import { credentialRoutes } from '../features/credentials/routes.ts'
import { fieldRoutes } from '../features/fields/routes.ts'
import { integrationRoutes } from '../features/integrations/routes.ts'
import { noticeRoutes } from '../features/notices/routes.ts'
import { peopleRoutes } from '../features/people/routes.ts'
import { runRoutes } from '../features/runs/routes.ts'
import { saasUserRoutes } from '../features/saas-users/routes.ts'
import { sampleRoutes } from '../features/samples/routes.ts'
import { surveyRoutes } from '../features/surveys/routes.ts'
import { undoRoutes } from '../features/undo/routes.ts'
import { webhookRoutes } from '../features/webhooks/routes.ts'
import type { Route } from '../kit/route.ts'
import { systemRoutes } from './system-routes.ts'

const product: readonly Route[] = [
  ...connectorRoutes,
  ...credentialRoutes,
  ...fieldRoutes,
  ...integrationRoutes,
  ...sampleRoutes,
  ...surveyRoutes,
  ...runRoutes,
  ...undoRoutes,
  ...noticeRoutes,
  ...peopleRoutes,
  ...saasUserRoutes,
  ...webhookRoutes,
]

/** Every route, in the order of the API's pages. */
export const routes: readonly Route[] = [...product, ...systemRoutes(product)]
